package io.mailbridge.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** Marks a span as failed by the kind of the failure; its message may quote payload and is left out. */
final class Failures {
    static final AttributeKey<String> TYPE = AttributeKey.stringKey("error.type");

    private Failures() {}

    /** @param failure null where no outcome is known */
    static void mark(Span span, Exception failure) {
        span.setAttribute(TYPE, failure == null ? "_OTHER" : failure.getClass().getName())
                .setStatus(StatusCode.ERROR);
    }
}
