package io.mailbridge.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeTopicsTest {
    @ParameterizedTest
    @CsvSource({
        "email-events, email-events, true",
        "email-events, email-events.rejected, false",
        "email.events, email-events, false",
        "'events-{source}', events-shop, true",
        "'events-{source}', events-, false",
        "'{provider}.{type}', sendgrid.opened, true",
        "'{provider}.{type}', sendgrid, false",
    })
    void shouldKnowTheTopicsThatATemplateCanName(String template, String topic, boolean named) {
        assertThat(new BridgeTopics(template, "none").isOfEvents(topic)).isEqualTo(named);
        assertThat(new BridgeTopics("none", template).isOfDeadLetters(topic)).isEqualTo(named);
    }

    @Test
    void shouldTakeATopicOfBothForTheDeadLetters() {
        BridgeTopics topics = new BridgeTopics("email.{source}", "email.rejected");

        assertThat(topics.isOfEvents("email.shop")).isTrue();
        assertThat(topics.isOfEvents("email.rejected")).isFalse();
        assertThat(topics.isOfDeadLetters("email.rejected")).isTrue();
    }
}
