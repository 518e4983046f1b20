package io.mailbridge.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingSettingsTest {
    private static final Path NOWHERE = Path.of("target/nowhere");

    @Test
    void shouldBeOffByDefault() {
        TracingSettings settings = settings(Map.of(), Map.of());

        assertThat(settings.on()).isFalse();
        assertThat(settings.sampling()).isEqualTo(0.01);
        assertThat(settings.trustParent()).isFalse();
    }

    @Test
    void shouldBeOnWithAnEndpoint() {
        assertThat(settings(Map.of("bridge.tracing.endpoint", "https://collector:4318/otlp"), Map.of())
                        .on())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector:4318, X, x, true",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, http://collector:4318/v1/traces, X, x, true",
        "OTEL_EXPORTER_OTLP_ENDPOINT, '', X, x, false",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector:4318, OTEL_SDK_DISABLED, true, false",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector:4318, OTEL_TRACES_EXPORTER, none, false",
    })
    void shouldFollowTheVariablesOfOpenTelemetry(String name, String value, String other, String its, boolean on) {
        assertThat(settings(Map.of(), Map.of(name, value, other, its)).on()).isEqualTo(on);
    }

    @ParameterizedTest
    @CsvSource({
        "bridge.tracing.endpoint, collector:4318",
        "bridge.tracing.endpoint, ftp://collector",
        "bridge.tracing.endpoint, http://user:secret@collector",
        "bridge.tracing.endpoint, 'http://a b'",
        "bridge.tracing.sampling, 1.01",
        "bridge.tracing.sampling, -0.1",
        "bridge.tracing.sampling, NaN",
        "bridge.tracing.sampling, 1 %",
        "bridge.tracing.trust-parent, yes",
    })
    void shouldRefuseWhatCannotBe(String key, String value) {
        assertThatThrownBy(() -> settings(Map.of(key, value), Map.of()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(key);
    }

    private static TracingSettings settings(Map<String, String> properties, Map<String, String> environment) {
        Properties system = new Properties();
        system.putAll(properties);
        return TracingSettings.from(Settings.load(NOWHERE, Map.of(), system), environment);
    }
}
