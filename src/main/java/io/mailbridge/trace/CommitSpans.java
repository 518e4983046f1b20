package io.mailbridge.trace;

import io.mailbridge.event.OutboundRecord;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * The span of a request's wait for the commit, which it may share with others. Its rows carry the span's context among their
 * record headers, so that the replay continues the trace, hours later and in another replica.
 */
record CommitSpans(Tracer tracer) implements TracedSteps.Around {
    @Override
    public AsyncCallback begin(Exchange exchange, AsyncCallback callback) {
        Context request = RequestTrace.of(exchange);
        List<OutboundRecord> left = request == null ? List.of() : Records.left(exchange);
        if (left.isEmpty()) {
            return callback;
        }
        Span span = tracer.spanBuilder("INSERT buffered_event")
                .setParent(request)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("db.system.name", "postgresql")
                .setAttribute("db.operation.name", "INSERT")
                .setAttribute("db.collection.name", "buffered_event")
                .startSpan();
        if (left.size() > 1) {
            span.setAttribute("db.operation.batch.size", left.size());
        }
        left.forEach(outbound -> TraceParent.put(span.getSpanContext(), outbound));
        return inTime -> {
            if (exchange.getException() != null) {
                Failures.mark(span, exchange.getException());
            }
            span.end();
            callback.done(inTime);
        };
    }
}
