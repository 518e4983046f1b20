package io.mailbridge.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.function.DoubleSupplier;

/**
 * Decides which requests are traced, before anything of a trace is made. By chance and not by the trace id, as OpenTelemetry's
 * own sampler does: a sender that chooses its id could have every request traced.
 */
record Sampling(double share, boolean trustParent, DoubleSupplier chance) {
    /**
     * @param incoming the request's traceparent, or null
     * @return what the request's span continues, or null where it has none
     */
    Context parentOf(String incoming) {
        if (!trustParent || incoming == null) {
            return chance.getAsDouble() < share ? continuing(TraceParent.read(incoming)) : null;
        }
        SpanContext parent = TraceParent.read(incoming);
        boolean traced = parent.isValid() ? parent.isSampled() : chance.getAsDouble() < share;
        return traced ? continuing(parent) : null;
    }

    private static Context continuing(SpanContext parent) {
        return parent.isValid()
                ? Context.root()
                        .with(Span.wrap(SpanContext.createFromRemoteParent(
                                parent.getTraceId(),
                                parent.getSpanId(),
                                TraceFlags.getSampled(),
                                TraceState.getDefault())))
                : Context.root();
    }
}
