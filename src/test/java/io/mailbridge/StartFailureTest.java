package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.component.kafka.KafkaComponent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {
    @TempDir
    Path home;

    private StartFailure failures;

    @BeforeEach
    void prepareHome() throws IOException {
        Files.createDirectory(home.resolve("routes"));
        failures = new StartFailure(home, Map.of("BRIDGE_BUFFER_TIMEOUT", "9s"), new Properties());
    }

    @Test
    void shouldPrintTheInnermostCauseWhenTheChecksFindNothing() {
        Exception failure = new IllegalStateException("outer", new IOException(" no\n\t  route id "));
        StartFailure known = new StartFailure(Path.of("").toAbsolutePath(), Map.of(), new Properties());

        assertThat(known.line(failure)).isEqualTo("no route id");
        assertThat(known.line(new NullPointerException())).isEqualTo("java.lang.NullPointerException");
    }

    @Test
    void shouldStopAtARefusalAndSayWhereItsValueIsSet() throws IOException {
        Files.writeString(home.resolve("application.properties"), "# all of it\nbridge.kafka.timeout=9s\n");
        InvalidSetting refusal = new InvalidSetting("bridge.kafka.timeout", "9s", "300ms to 2s");
        refusal.initCause(new IOException("detail"));

        assertThat(failures.line(new RuntimeException(refusal)))
                .isEqualTo("application.properties:2: bridge.kafka.timeout=9s is not valid; allowed: 300ms to 2s");
        assertThat(failures.line(new InvalidSetting("bridge.buffer.timeout", "9s", "100ms to 2s")))
                .startsWith("environment BRIDGE_BUFFER_TIMEOUT: bridge.buffer.timeout=9s");
    }

    @Test
    void shouldNameAKeyThatCamelRefusesAndNotItsValue() {
        Exception refused = new PropertyBindingException(
                new KafkaComponent(),
                "saslJassConfig",
                "s3cret",
                "camel.component.kafka",
                "saslJassConfig",
                new IOException("s3cret"));

        assertThat(failures.line(new RuntimeException(refused)))
                .contains("camel.component.kafka.saslJassConfig is refused by Camel", "did you mean 'saslJaasConfig'?")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldNameFileAndLineOfAMisspeltStepAndWhatWasMeant() throws IOException {
        Files.writeString(home.resolve("routes/mine.camel.yaml"), """
            - route:
                id: mine
                from:
                  uri: direct:mine
                  steps:
                    - process:
                        ref: eventNormaliser
                    - proces:
                        ref: eventNormalizer
            """);
        StartFailure known = new StartFailure(home, Map.of(), new Properties());

        assertThat(known.line(new IllegalStateException("what Camel says")))
                .isEqualTo(
                        "routes/mine.camel.yaml:7: there is no bean 'eventNormaliser'; did you mean 'eventNormalizer'?"
                                + " (1 more: the command check lists them)");
    }
}
