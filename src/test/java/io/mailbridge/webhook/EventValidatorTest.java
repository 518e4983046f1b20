package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventWriter;
import io.mailbridge.provider.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class EventValidatorTest {
    private final EventValidator validator = new EventValidator(new EventWriter());

    @Test
    void shouldHandOnGoodEvents() {
        EmailEvent[] events = {Requests.event("1", "a@b.c"), Requests.event("2", null)};
        Exchange exchange = validate(events);

        assertThat(exchange.getMessage().getBody(List.class)).isEqualTo(List.of(events));
        assertThat(WebhookRequest.of(exchange).rejections()).isEmpty();
        assertThat(WebhookRequest.of(exchange).dropped()).isZero();
    }

    @Test
    void shouldReadBackWhatARouteMadeOfAnEvent() throws IOException {
        EmailEvent event = Requests.event("1", "a@b.c");
        byte[] json = new EventWriter().write(event);
        ObjectMapper mapper = new ObjectMapper();

        Exchange exchange = validate(
                List.of(event, event, event, event),
                List.of(mapper.readTree(json), mapper.readValue(json, Map.class), new String(json), json));

        assertThat(exchange.getMessage().getBody(List.class)).isEqualTo(List.of(event, event, event, event));
        assertThat(WebhookRequest.of(exchange).dropped()).isZero();
    }

    @Test
    void shouldCountWhatARouteTookOut() {
        EmailEvent first = Requests.event("1", null);
        EmailEvent second = Requests.event("2", null);

        Exchange exchange = validate(List.of(first, second, second), List.of(second.withSubject("changed")));

        assertThat(WebhookRequest.of(exchange).dropped()).isEqualTo(2);
        assertThat(validate(List.of(first), List.of(first, second)).getMessage().getBody(List.class))
                .hasSize(2);
    }

    @Test
    void shouldMakeADeadLetterOfWhatIsNotAnEventAnyMore() {
        EmailEvent event = Requests.event("1", null);

        Exchange exchange = validate(List.of(event, event), List.of(Map.of("id", "1"), "no json"));

        assertThat(exchange.getMessage().getBody(List.class)).isEmpty();
        assertThat(WebhookRequest.of(exchange).dropped()).isZero();
        assertThat(WebhookRequest.of(exchange).rejections())
                .extracting(Rejection::detail, rejection -> new String(rejection.raw()))
                .containsExactly(
                        tuple("The event's type is missing.", "{\"id\":\"1\"}"),
                        tuple("The event is not JSON.", "no json"));
    }

    @Test
    void shouldRefuseABodyThatDoesNotSayWhatStays() {
        List<EmailEvent> before = List.of(Requests.event("1", null));
        List<Object> withNull = new ArrayList<>(before);
        withNull.add(null);

        assertThatThrownBy(() -> validate(before, null))
                .isInstanceOf(RouteMistake.class)
                .hasMessageContaining("null");
        assertThatThrownBy(() -> validate(before, "text")).hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> validate(before, List.of(7))).hasMessageContaining("java.lang.Integer");
        assertThatThrownBy(() -> validate(before, withNull)).hasMessageContaining("null");
    }

    @Test
    void shouldSetAsideAnEventWithoutAnIdAndKeepTheOthers() {
        Exchange exchange = validate(Requests.event(" ", "a@b.c"), Requests.event("2", "a@b.c"));

        assertThat(WebhookRequest.of(exchange).events()).hasSize(1);
        assertRejected(exchange, "The event has no id.");
    }

    @Test
    void shouldTakeAnIdOf512CharactersAndNoLongerOne() {
        Exchange exchange = validate(Requests.event("i".repeat(512), null), Requests.event("i".repeat(513), null));

        assertThat(WebhookRequest.of(exchange).events()).hasSize(1);
        assertRejected(exchange, "The event's id is longer than 512 characters.");
    }

    @Test
    void shouldTakeARecipientOf1024CharactersAndNoLongerOne() {
        Exchange exchange = validate(Requests.event("1", "r".repeat(1024)), Requests.event("2", "r".repeat(1025)));

        assertThat(WebhookRequest.of(exchange).events()).hasSize(1);
        assertRejected(exchange, "The event's recipient is longer than 1024 characters.");
    }

    private static void assertRejected(Exchange exchange, String detail) {
        assertThat(WebhookRequest.of(exchange).rejections())
                .extracting(Rejection::reason, Rejection::detail)
                .containsExactly(tuple("invalid_event", detail));
    }

    private Exchange validate(EmailEvent... events) {
        return validate(List.of(events), List.of(events));
    }

    /** @param body what a route has made of the events */
    private Exchange validate(List<EmailEvent> normalized, Object body) {
        Exchange exchange = Requests.of(Requests.SHOP, "");
        WebhookRequest.of(exchange).events(normalized);
        exchange.getMessage().setBody(body);
        validator.process(exchange);
        return exchange;
    }
}
