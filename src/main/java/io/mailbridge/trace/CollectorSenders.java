package io.mailbridge.trace;

import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;

/** Gives OpenTelemetry's exporter its sender; found by the name in META-INF/services. */
public final class CollectorSenders implements HttpSenderProvider {
    @Override
    public HttpSender createSender(HttpSenderConfig config) {
        return new CollectorSender(config);
    }
}
