package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.provider.Rejection;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class EventValidatorTest {
    private final EventValidator validator =
            new EventValidator(new RecordMaker("events", "rejected"), new EventWriter());

    @Test
    void shouldHandOnRecordsOfGoodEvents() {
        Exchange exchange = validate(Requests.event("1", "a@b.c"), Requests.event("2", null));

        List<?> records = exchange.getMessage().getBody(List.class);
        assertThat(records).hasSize(2).isEqualTo(WebhookRequest.of(exchange).records());
        assertThat(((OutboundRecord) records.get(0)).value()).asString().contains("\"id\":\"1\"");
        assertThat(exchange.getProperty(WebhookRequest.HAS_REJECTIONS)).isEqualTo(false);
    }

    @Test
    void shouldSetAsideAnEventWithoutAnIdAndKeepTheOthers() {
        Exchange exchange = validate(Requests.event(" ", "a@b.c"), Requests.event("2", "a@b.c"));

        assertThat(WebhookRequest.of(exchange).records()).hasSize(1);
        assertRejected(exchange, "The event has no id.");
    }

    @Test
    void shouldTakeAnIdOf512CharactersAndNoLongerOne() {
        Exchange exchange = validate(Requests.event("i".repeat(512), null), Requests.event("i".repeat(513), null));

        assertThat(WebhookRequest.of(exchange).records()).hasSize(1);
        assertRejected(exchange, "The event's id is longer than 512 characters.");
    }

    @Test
    void shouldTakeARecipientOf1024CharactersAndNoLongerOne() {
        Exchange exchange = validate(Requests.event("1", "r".repeat(1024)), Requests.event("2", "r".repeat(1025)));

        assertThat(WebhookRequest.of(exchange).records()).hasSize(1);
        assertRejected(exchange, "The event's recipient is longer than 1024 characters.");
    }

    private static void assertRejected(Exchange exchange, String detail) {
        assertThat(exchange.getProperty(WebhookRequest.HAS_REJECTIONS)).isEqualTo(true);
        assertThat(WebhookRequest.of(exchange).rejections())
                .extracting(Rejection::reason, Rejection::detail)
                .containsExactly(tuple("invalid_event", detail));
    }

    private Exchange validate(EmailEvent... events) {
        Exchange exchange = Requests.of(Requests.SHOP, "");
        WebhookRequest.of(exchange).events(List.of(events));
        validator.process(exchange);
        return exchange;
    }
}
