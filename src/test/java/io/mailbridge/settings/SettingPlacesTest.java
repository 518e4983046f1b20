package io.mailbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.settings.SettingPlaces.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingPlacesTest {
    @TempDir
    Path home;

    @Test
    void shouldKnowTheLineOfEachKeyHoweverItIsWritten() throws IOException {
        Files.writeString(home.resolve("application.properties"), """
            # comment with a backslash \\
            bridge.kafka.topic=events

            ! another
            bridge.kafka.brokers = one:9092,\\
                two:9092
            bridge.buffer.username: me
            bridge.kafka.timeout 1s
              camel.component.kafka.sasl-jaas-config=x\\\\
            bridge.kafka.topic=other
            """);
        SettingPlaces places = new SettingPlaces(home, Map.of(), new Properties());

        assertThat(places.of("bridge.kafka.brokers")).isEqualTo(line(5));
        assertThat(places.of("bridge.buffer.username")).isEqualTo(line(7));
        assertThat(places.of("bridge.kafka.timeout")).isEqualTo(line(8));
        assertThat(places.of("camel.component.kafka.saslJaasConfig")).isEqualTo(line(9));
        assertThat(places.of("bridge.kafka.topic")).as("the last one counts").isEqualTo(line(10));
        assertThat(places.of("bridge.buffer.password")).isNull();
        assertThat(places.near("bridge.buffer.password")).isEqualTo(line(7));
        assertThat(places.near("bridge.http.http2")).isEqualTo(line(0));
    }

    @Test
    void shouldNameWhatGivesTheValueThatCounts() throws IOException {
        Files.writeString(home.resolve("application.properties"), "bridge.kafka.topic=a\nbridge.kafka.timeout=1s\n");
        Properties system = new Properties();
        system.setProperty("bridge.kafka.topic", "c");
        SettingPlaces places = new SettingPlaces(
                home,
                Map.of(
                        "BRIDGE_KAFKA_TOPIC", "b",
                        "BRIDGE_KAFKA_TIMEOUT", "2s",
                        "BRIDGE_SOURCES_SHOP_TOKEN", "t",
                        "CAMEL_COMPONENT_KAFKA_SASL_JAAS_CONFIG", "x"),
                system);

        assertThat(places.of("bridge.kafka.topic")).isEqualTo(new Place("system property bridge.kafka.topic", 0));
        assertThat(places.of("bridge.kafka.timeout")).isEqualTo(new Place("environment BRIDGE_KAFKA_TIMEOUT", 0));
        assertThat(places.of("bridge.sources.shop.token"))
                .isEqualTo(new Place("environment BRIDGE_SOURCES_SHOP_TOKEN", 0));
        assertThat(places.of("camel.component.kafka.saslJaasConfig"))
                .isEqualTo(new Place("environment CAMEL_COMPONENT_KAFKA_SASL_JAAS_CONFIG", 0));
    }

    private static Place line(int line) {
        return new Place("application.properties", line);
    }
}
