package io.mailbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several values wins, and how a wrong one is refused. */
class SettingsTest {
    private static final String BROKERS = "bridge.kafka.brokers";

    @TempDir
    private Path home;

    @Test
    void shouldLetSystemPropertyWinOverEnvironmentOverFileOverDefault() throws IOException {
        assertThat(load(Map.of()).text(BROKERS)).isEqualTo("localhost:9092");
        file(BROKERS + "=file:1");
        assertThat(load(Map.of()).text(BROKERS)).isEqualTo("file:1");
        Map<String, String> environment = Map.of("BRIDGE_KAFKA_BROKERS", "env:1");
        assertThat(load(environment).text(BROKERS)).isEqualTo("env:1");
        assertThat(load(environment, BROKERS, "system:1").text(BROKERS)).isEqualTo("system:1");
    }

    @Test
    void shouldFindTheSourceThatAVariableMeans() throws IOException {
        file("bridge.sources.my_Shop.provider=generic");
        Settings settings = load(Map.of(
                "BRIDGE_SOURCES_SENDGRID_EU_PROVIDER", "sendgrid",
                "BRIDGE_SOURCES_SENDGRID_EU_HEADER_NAME", "X-Token",
                "BRIDGE_SOURCES_MY_SHOP_TOKEN", "t",
                "BRIDGE_SERVICE_HOST", "10.0.0.1"));

        assertThat(settings.sources())
                .containsOnlyKeys("my_Shop", "sendgrid-eu")
                .containsEntry("sendgrid-eu", Map.of("provider", "sendgrid", "header-name", "X-Token"))
                .containsEntry("my_Shop", Map.of("provider", "generic", "token", "t"));
    }

    @Test
    void shouldLayCamelsKeysOverEachOtherWhateverTheirSpelling() throws IOException {
        String key = "camel.component.kafka.saslJaasConfig";
        file(key + "=file\ncamel.server.port=1");
        Map<String, String> environment =
                Map.of("CAMEL_COMPONENT_KAFKA_SASL_JAAS_CONFIG", "env", "CAMEL_SERVER_PORT", "2");

        assertThat(load(Map.of()).all()).containsEntry(key, "file").containsEntry("camel.server.port", "1");
        assertThat(load(environment).all()).containsEntry(key, "env").containsEntry("camel.server.port", "2");
        assertThat(load(environment, "camel.component.kafka.sasl-jaas-config", "system")
                        .all())
                .containsEntry(key, "system")
                .doesNotContainKey("camel.component.kafka.sasl-jaas-config");
    }

    @ParameterizedTest
    @CsvSource({
        "CAMEL_COMPONENT_KAFKA_SASL_JAAS_CONFIG, camel.component.kafka.sasl-jaas-config",
        "CAMEL_COMPONENT_KAFKA_SSL_TRUSTSTORE_LOCATION, camel.component.kafka.ssl-truststore-location",
        "CAMEL_COMPONENT_PLATFORM_HTTP_HTTP_METHOD_RESTRICT, camel.component.platform-http.http-method-restrict",
        "CAMEL_COMPONENT_OURS_HOST, camel.component.ours.host",
        "CAMEL_MAIN_NAME, camel.main.name",
        "CAMEL_MAIN_SHUTDOWN_TIMEOUT, camel.main.shutdownTimeout",
        "CAMEL_MAIN_SHUTDOWNTIMEOUT, camel.main.shutdownTimeout",
        "CAMEL_MANAGEMENT_JOLOKIA_ENABLED, camel.management.jolokiaEnabled",
        "CAMEL_SSL_KEYSTORE_PASSWORD, camel.ssl.keystore-password",
    })
    void shouldFindCamelsKeyOfAVariable(String variable, String key) {
        assertThat(load(Map.of(variable, "4711")).all()).containsEntry(key, "4711");
    }

    @Test
    void shouldLeaveVariablesAloneThatAreNoKeys() {
        Map<String, String> environment = Map.of(
                "CAMEL_HOME", "/opt/camel",
                "CAMEL_VERSION", "4.18.0",
                "CAMEL_COMPONENT_KAFKA", "x",
                "CAMEL_SERVER_PORT", "tcp://10.0.0.1:8080",
                "CAMEL_SERVER_PORT_8080_TCP_ADDR", "10.0.0.1",
                "CAMEL_SERVER_SERVICE_HOST", "10.0.0.1",
                "CAMEL_SERVER_SERVICE_PORT_HTTP", "8080",
                "BRIDGE_KAFKA_BROKERS_OF_OURS", "x");

        assertThat(load(environment).all()).isEqualTo(load(Map.of()).all());
    }

    @Test
    void shouldReadDurationsSizesNumbersAndFlags() {
        Settings settings = load(Map.of(), "bridge.replay.period", "2m", "bridge.http.max-body-size", "512 KB");

        assertThat(settings.duration("bridge.replay.period", "100ms", "1h")).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.duration("bridge.buffer.retention", "1s", "3650d")).isEqualTo(Duration.ofDays(14));
        assertThat(settings.size("bridge.http.max-body-size", "1KB", "64MB")).isEqualTo(512 * 1024);
        assertThat(settings.number("bridge.replay.batch-size", 1, 10_000)).isEqualTo(500);
        assertThat(settings.flag("bridge.event.include-raw")).isFalse();
    }

    @Test
    void shouldNameKeyValueAndWhatIsAllowed() {
        Settings settings = load(
                Map.of(),
                "bridge.kafka.timeout",
                "soon",
                "bridge.replay.batch-size",
                "0",
                "bridge.http.max-body-size",
                "-1",
                "bridge.event.include-raw",
                "yes");

        refused(
                "bridge.kafka.timeout=soon",
                () -> settings.duration("bridge.kafka.timeout", "300ms", "2s"),
                "300ms",
                "2s");
        refused("bridge.replay.batch-size=0", () -> settings.number("bridge.replay.batch-size", 1, 10), "1", "10");
        refused(
                "bridge.http.max-body-size=-1",
                () -> settings.size("bridge.http.max-body-size", "1KB", "64MB"),
                "64MB");
        refused("bridge.event.include-raw=yes", () -> settings.flag("bridge.event.include-raw"), "true", "false");
    }

    @Test
    void shouldRefuseKeysItDoesNotKnow() {
        refused("bridge.kafka.broker", () -> load(Map.of(), "bridge.kafka.broker", "x:1"), "not a known key");
        refused(
                "bridge.sources.demo",
                () -> load(Map.of(), "bridge.sources.demo", "x").sources(),
                "allowed");
    }

    private static void refused(String keyAndValue, Runnable question, String... allowed) {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(question::run)
                .withMessageContaining(keyAndValue)
                .satisfies(refusal ->
                        assertThat(refusal.getMessage()).contains(allowed).doesNotContain("\n"));
    }

    private void file(String content) throws IOException {
        Files.writeString(home.resolve("application.properties"), content);
    }

    private Settings load(Map<String, String> environment, String... system) {
        Properties properties = new Properties();
        for (int i = 0; i < system.length; i += 2) {
            properties.setProperty(system[i], system[i + 1]);
        }
        return Settings.load(home, environment, properties);
    }
}
