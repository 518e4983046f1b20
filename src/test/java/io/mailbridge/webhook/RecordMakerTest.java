package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.provider.Rejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class RecordMakerTest {
    private final RecordMaker records = new RecordMaker("mail.{provider}.{source}.{type}", "bad.{source}");

    @Test
    void shouldFillTheTopicTemplate() {
        assertThat(event("ann@example.org").topic()).isEqualTo("mail.generic.shop.opened");
        assertThat(deadLetter().topic()).isEqualTo("bad.shop");
        RecordMaker fixed = new RecordMaker("events", "bad");
        assertThat(fixed.event(Requests.SHOP, Requests.event("1", null), new byte[0])
                        .topic())
                .isEqualTo("events");
    }

    @Test
    void shouldKeyByRecipientInLowerCaseElseByMessage() {
        assertThat(event("Ann@Example.ORG").key()).asString().isEqualTo("ann@example.org");
        assertThat(event(null).key()).asString().isEqualTo("message-1");
    }

    @Test
    void shouldCarryTheCloudEventsHeaders() {
        assertThat(headers(event("ann@example.org")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "generic:1",
                        "ce_type", "email.opened",
                        "ce_source", "/webhooks/shop",
                        "ce_time", "2026-01-06T09:02:20.000Z",
                        "content-type", "application/json"));
    }

    @Test
    void shouldSayWhyADeadLetterIsOne() {
        OutboundRecord letter = deadLetter();

        assertThat(letter.value()).asString().isEqualTo("raw");
        assertThat(letter.key()).isNull();
        assertThat(letter.tag().rejection()).isEqualTo("not_json");
        assertThat(headers(letter))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "reason", "not_json",
                        "detail", "The body is not valid JSON.",
                        "source", "shop",
                        "provider", "generic",
                        "received_at", "2026-01-06T10:00:00.000Z",
                        "request_id", "a1b2c3-4"));
    }

    @Test
    void shouldMakeARecordOfEachEventAndCountWhatIsGone() {
        Exchange exchange = Requests.of(Requests.SHOP, "");
        WebhookRequest request = WebhookRequest.of(exchange);
        EmailEvent kept = Requests.event("1", "a@example.org");
        request.events(List.of(kept, Requests.event("2", null)));
        exchange.getMessage().setBody(List.of(kept));

        records.process(exchange);

        assertThat(request.records()).extracting(OutboundRecord::eventId).containsExactly("1");
        assertThat(exchange.getMessage().getBody(List.class)).isEqualTo(request.records());
        assertThat(request.events()).containsExactly(kept);
        assertThat(request.dropped()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatIsNoValidEvent() {
        Exchange exchange = Requests.of(Requests.SHOP, "");
        exchange.getMessage().setBody(List.of(Requests.event("", null)));

        assertThatExceptionOfType(RouteMistake.class)
                .isThrownBy(() -> records.process(exchange))
                .withMessageStartingWith("make-records takes what validate has passed: ");
    }

    @Test
    void shouldGiveTheSameDeadLetterTheSameId() {
        assertThat(deadLetter().eventId()).isEqualTo(deadLetter().eventId()).startsWith("generic:");
    }

    private OutboundRecord event(String recipient) {
        return records.event(Requests.SHOP, Requests.event("generic:1", recipient), "{}".getBytes());
    }

    private OutboundRecord deadLetter() {
        Rejection rejection = new Rejection("not_json", "The body is not valid JSON.", "raw".getBytes());
        return records.deadLetter(Requests.SHOP, rejection, Requests.RECEIVED_AT, "a1b2c3-4");
    }

    private static Map<String, String> headers(OutboundRecord outbound) {
        Map<String, String> headers = new LinkedHashMap<>();
        outbound.headers().forEach(header -> headers.put(header.key(), new String(header.value())));
        return headers;
    }
}
