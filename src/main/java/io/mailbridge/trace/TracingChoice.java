package io.mailbridge.trace;

import io.mailbridge.settings.Settings;

/**
 * Decides who makes spans: OpenTelemetry's Java agent where it is attached, else the bridge where a collector is named, else
 * nobody. Only then is a class of OpenTelemetry loaded.
 */
public final class TracingChoice {
    private static final String AGENT = "io.opentelemetry.javaagent.OpenTelemetryAgent";

    private TracingChoice() {}

    /** @throws io.mailbridge.settings.InvalidSetting where a value is not allowed */
    public static Tracing from(Settings settings) {
        TracingSettings tracing = TracingSettings.from(settings, System.getenv());
        if (isAgentAttached()) {
            return new AgentTracing();
        }
        boolean tls = !settings.text("bridge.http.tls.certificate").isEmpty();
        return tracing.on() ? new BridgeTracing(tracing, tls ? "https" : "http") : new Off();
    }

    private static boolean isAgentAttached() {
        try {
            Class.forName(AGENT, false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static final class Off implements Tracing {}
}
