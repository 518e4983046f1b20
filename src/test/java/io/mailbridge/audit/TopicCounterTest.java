package io.mailbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCounterTest {
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
        assertThat(TopicCounter.names(template).matcher(topic).matches()).isEqualTo(named);
    }
}
