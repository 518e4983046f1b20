package io.mailbridge.trace;

import io.mailbridge.source.ReceivedRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The span of a request that the door let in, from the end of its body to its answer. It holds no address, no header and no
 * payload: the path is made from the source's name.
 */
record ServerSpans(Tracer tracer, Sampling sampling, String scheme) implements RequestTrace.Finder {
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    @Override
    public Context find(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof ReceivedRequest request)) {
            return null;
        }
        Context parent = sampling.parentOf(request.header(TraceParent.NAME));
        if (parent == null) {
            return null;
        }
        Span span = tracer.spanBuilder(request.method() + " /webhooks/{source}")
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(exchange.getClock().getCreated(), TimeUnit.MILLISECONDS)
                .setAttribute("http.request.method", request.method())
                .setAttribute("http.route", "/webhooks/{source}")
                .setAttribute("url.path", "/webhooks/" + request.source())
                .setAttribute("url.scheme", scheme)
                .startSpan();
        exchange.getExchangeExtension().addOnCompletion(new Answered(span));
        return parent.with(span);
    }

    /** Called when the answer has been written. */
    private static final class Answered extends SynchronizationAdapter {
        private final Span span;

        Answered(Span span) {
            this.span = span;
        }

        @Override
        public void onDone(Exchange exchange) {
            Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
            if (status == null) {
                // the sender has closed its connection, or a route of an engineer's answers nothing
                span.setAttribute(Failures.TYPE, "no_answer").setStatus(StatusCode.ERROR);
            } else {
                span.setAttribute(STATUS, status.longValue());
                if (status >= 500) {
                    span.setAttribute(Failures.TYPE, status.toString()).setStatus(StatusCode.ERROR);
                }
            }
            span.end();
        }
    }
}
