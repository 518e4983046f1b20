package io.mailbridge.trace;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.publish.RecordFaults;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * One span for what a request sends to a topic at once, and in a batch of the replay one for what is left of each request,
 * in the trace that its rows carry. Its records carry the span's context.
 */
record PublishSpans(Tracer tracer) implements TracedSteps.Around {
    private static final String OPERATION = "publish";

    @Override
    public AsyncCallback begin(Exchange exchange, AsyncCallback callback) {
        Context request = RequestTrace.of(exchange);
        List<OutboundRecord> records = Records.of(exchange);
        if (request == null && (records.isEmpty() || !records.get(0).isReplayed())) {
            return callback;
        }
        Map<Way, List<OutboundRecord>> ways = new LinkedHashMap<>();
        for (OutboundRecord outbound : records) {
            String stored = outbound.isReplayed() ? outbound.header(TraceParent.NAME) : "";
            if (stored != null) {
                ways.computeIfAbsent(new Way(stored, outbound.topic()), way -> new ArrayList<>())
                        .add(outbound);
            }
        }
        List<Sending> sendings = new ArrayList<>(ways.size());
        ways.forEach((way, sent) -> {
            Context parent = way.stored().isEmpty() ? request : stored(way.stored());
            if (parent != null) {
                sendings.add(new Sending(begin(parent, way.topic(), sent), sent));
            }
        });
        return sendings.isEmpty()
                ? callback
                : inTime -> {
                    sendings.forEach(Sending::end);
                    callback.done(inTime);
                };
    }

    /** @param stored what the rows carry; empty for records of the request itself */
    private record Way(String stored, String topic) {}

    private static Context stored(String text) {
        SpanContext parent = TraceParent.read(text);
        return parent.isSampled() ? Context.root().with(Span.wrap(parent)) : null;
    }

    private Span begin(Context parent, String topic, List<OutboundRecord> records) {
        Span span = tracer.spanBuilder(OPERATION + ' ' + topic)
                .setParent(parent)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.name", OPERATION)
                .setAttribute("messaging.operation.type", "send")
                .setAttribute("messaging.destination.name", topic)
                .startSpan();
        if (records.size() > 1) {
            span.setAttribute("messaging.batch.message_count", records.size());
        }
        if (records.get(0).isReplayed()) {
            span.setAttribute("mailbridge.replayed", true);
        }
        records.forEach(outbound -> TraceParent.put(span.getSpanContext(), outbound));
        return span;
    }

    private record Sending(Span span, List<OutboundRecord> records) {
        void end() {
            List<OutboundRecord> left = records.stream()
                    .filter(outbound -> !outbound.acknowledged())
                    .toList();
            if (!left.isEmpty()) {
                span.setAttribute("mailbridge.records.not_acknowledged", left.size());
                Failures.mark(span, left.get(0).failure());
            }
            if (!isVain(left)) {
                span.end();
            }
        }

        /** During an outage the replay tries its oldest row again and again, which would fill that row's trace. */
        private boolean isVain(List<OutboundRecord> left) {
            return left.size() == records.size()
                    && records.get(0).isReplayed()
                    && left.stream().noneMatch(RecordFaults::isOwnFault);
        }
    }
}
