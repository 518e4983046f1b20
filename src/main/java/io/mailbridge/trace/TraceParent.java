package io.mailbridge.trace;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.RecordHeaders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;

/**
 * The header {@code traceparent} of W3C Trace Context, in requests, records and rows. Its companion tracestate is left out: a
 * sender could put half a kilobyte into each record with it.
 */
final class TraceParent {
    static final String NAME = "traceparent";

    private static final TextMapGetter<String> VALUE = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String value) {
            return List.of(NAME);
        }

        @Override
        public String get(String value, String key) {
            return NAME.equals(key) ? value : null;
        }
    };

    private TraceParent() {}

    /** @return not valid where there is none, or none that can be read */
    static SpanContext read(String text) {
        return text == null
                ? SpanContext.getInvalid()
                : Span.fromContext(W3CTraceContextPropagator.getInstance().extract(Context.root(), text, VALUE))
                        .getSpanContext();
    }

    /** Puts it on a record, in place of an earlier one. */
    static void put(SpanContext span, OutboundRecord outbound) {
        String text = "00-" + span.getTraceId() + '-' + span.getSpanId() + '-'
                + span.getTraceFlags().asHex();
        outbound.takeOn(List.of(RecordHeaders.header(NAME, text)));
    }
}
