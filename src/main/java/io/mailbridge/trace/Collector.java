package io.mailbridge.trace;

import io.mailbridge.settings.InvalidSetting;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * OpenTelemetry's SDK, configured by its own variables (OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_HEADERS, ...) except for what
 * the bridge decides: OTLP over HTTP, spans only, and which requests are traced.
 */
final class Collector {
    /** It would write to standard error, whatever bridge.log.format is; {@link WatchedExporter} reports what matters. */
    private static final Logger ITS_LOG = Logger.getLogger("io.opentelemetry");

    private static final Map<String, String> DEFAULTS =
            Map.of("otel.service.name", "mailbridge", "otel.exporter.otlp.timeout", "5000");

    private static final Map<String, String> DECIDED = Map.of(
            "otel.sdk.disabled", "false",
            "otel.traces.exporter", "otlp",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.exporter.otlp.traces.protocol", "http/protobuf",
            "otel.propagators", "tracecontext",
            "otel.traces.sampler", "always_on");

    private Collector() {}

    /** @throws InvalidSetting where one of its own settings is wrong */
    static OpenTelemetrySdk connect(TracingSettings settings) {
        ITS_LOG.setLevel(Level.OFF);
        Map<String, String> decided = new HashMap<>(DECIDED);
        if (!settings.endpoint().isEmpty()) {
            decided.put("otel.exporter.otlp.traces.endpoint", withPath(settings.endpoint()));
        }
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> DEFAULTS)
                    .addPropertiesCustomizer(config -> decided)
                    .addSamplerCustomizer((sampler, config) -> Sampler.parentBased(Sampler.alwaysOn()))
                    .addSpanExporterCustomizer((exporter, config) -> new WatchedExporter(exporter))
                    .setResultAsGlobal()
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException | IllegalArgumentException e) {
            throw new InvalidSetting("OpenTelemetry refuses its configuration: " + e.getMessage());
        }
    }

    private static String withPath(String endpoint) {
        return (endpoint.endsWith("/") ? endpoint : endpoint + '/') + "v1/traces";
    }
}
