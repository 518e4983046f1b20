package io.mailbridge.trace;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.net.URI;
import java.util.Map;

/**
 * Whether requests are traced, how many, and where their spans go.
 *
 * @param endpoint the collector's address as it was set; empty where the OTEL variables name it
 * @param sampling share of the requests, from 0 to 1
 * @param trustParent whether a request's own traceparent decides if it is traced
 */
record TracingSettings(boolean on, String endpoint, double sampling, boolean trustParent) {
    private static final String ENDPOINT = "bridge.tracing.endpoint";
    private static final String SAMPLING = "bridge.tracing.sampling";

    /** @throws InvalidSetting where a value is not allowed */
    static TracingSettings from(Settings settings, Map<String, String> environment) {
        String endpoint = settings.text(ENDPOINT);
        if (!endpoint.isEmpty() && !isAddress(endpoint)) {
            throw new InvalidSetting(ENDPOINT, endpoint, "an address such as http://otel-collector:4318");
        }
        return new TracingSettings(
                !endpoint.isEmpty() || isOn(environment),
                endpoint,
                share(settings.text(SAMPLING)),
                settings.flag("bridge.tracing.trust-parent"));
    }

    private static boolean isAddress(String text) {
        try {
            URI address = URI.create(text);
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getQuery() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static double share(String text) {
        try {
            double share = Double.parseDouble(text);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // refused below, with the limits
        }
        throw new InvalidSetting(SAMPLING, text, "a number from 0 to 1, such as 0.01");
    }

    /** As OpenTelemetry's own variables say. */
    private static boolean isOn(Map<String, String> environment) {
        boolean named =
                !environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "").isBlank()
                        || !environment
                                .getOrDefault("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "")
                                .isBlank();
        return named
                && !"true".equalsIgnoreCase(environment.get("OTEL_SDK_DISABLED"))
                && !"none".equalsIgnoreCase(environment.get("OTEL_TRACES_EXPORTER"));
    }
}
