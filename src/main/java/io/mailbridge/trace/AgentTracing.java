package io.mailbridge.trace;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.publish.RecordSender;
import io.mailbridge.source.Source;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.kafka.common.header.Header;

/**
 * Under OpenTelemetry's Java agent, which makes the spans of server and producer: hands its context over where it would lose
 * it, from thread to thread with the task, and from the request to the record, through the buffer too, with the header.
 */
final class AgentTracing implements Tracing {
    @Override
    public UnaryOperator<Runnable> handOver() {
        return task -> Context.current().wrap(task);
    }

    /** The agent puts the URL on its span, and that may hold a source's token. */
    @Override
    public Consumer<Source> arrivals() {
        return source -> Span.current()
                .setAttribute("url.path", "/webhooks/" + (source == null ? "" : source.name()))
                .setAttribute("url.query", "");
    }

    /** The agent's span of a send continues the trace that the record carries, and then takes its place there. */
    @Override
    public RecordSender sender() {
        return (producer, record, callback) -> {
            Header carried = record.headers().lastHeader(TraceParent.NAME);
            SpanContext parent = carried == null
                    ? SpanContext.getInvalid()
                    : TraceParent.read(new String(carried.value(), StandardCharsets.UTF_8));
            Context context = parent.isValid() ? Context.root().with(Span.wrap(parent)) : Context.current();
            try (Scope sending = context.makeCurrent()) {
                producer.send(record, callback);
            }
        };
    }

    @Override
    public void start(CamelContext context) {
        context.addRoutePolicyFactory(new RequestTrace(exchange -> Context.current()));
        context.getCamelContextExtension()
                .addInterceptStrategy(new TracedSteps(AgentTracing::carry, AgentTracing::carry));
    }

    private static AsyncCallback carry(Exchange exchange, AsyncCallback callback) {
        Context request = RequestTrace.of(exchange);
        SpanContext span = request == null
                ? SpanContext.getInvalid()
                : Span.fromContext(request).getSpanContext();
        List<OutboundRecord> left = span.isValid() ? Records.left(exchange) : List.of();
        left.forEach(outbound -> TraceParent.put(span, outbound));
        return callback;
    }
}
