package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.settings.InvalidSetting;
import java.io.IOException;
import org.apache.camel.PropertyBindingException;
import org.junit.jupiter.api.Test;

class StartFailureTest {
    @Test
    void shouldLetTheInnermostCauseSpeak() {
        Exception failure = new IllegalStateException("outer", new IOException("no route id"));

        assertThat(StartFailure.line(failure)).isEqualTo("no route id");
    }

    @Test
    void shouldStopAtARefusal() {
        InvalidSetting refusal = new InvalidSetting("bridge.kafka.timeout", "9s", "300ms to 2s");
        refusal.initCause(new IOException("detail"));

        assertThat(StartFailure.line(new RuntimeException(refusal)))
                .isEqualTo("bridge.kafka.timeout=9s is not valid; allowed: 300ms to 2s");
    }

    @Test
    void shouldNameAKeyThatCamelRefusesAndNotItsValue() {
        Exception refused = new PropertyBindingException(
                "bean",
                "saslJassConfig",
                "s3cret",
                "camel.component.kafka",
                "saslJassConfig",
                new IOException("s3cret"));

        assertThat(StartFailure.line(new RuntimeException(refused)))
                .startsWith("camel.component.kafka.saslJassConfig is refused by Camel")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldBeOneLine() {
        assertThat(StartFailure.line(new IOException(" line 1:\n\t  mapping "))).isEqualTo("line 1: mapping");
    }

    @Test
    void shouldNameTheClassWhereThereIsNoMessage() {
        assertThat(StartFailure.line(new NullPointerException())).isEqualTo("java.lang.NullPointerException");
    }
}
