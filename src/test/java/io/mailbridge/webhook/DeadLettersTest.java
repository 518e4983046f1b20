package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.privacy.RecipientPrivacy;
import io.mailbridge.provider.Rejection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What add-dead-letters puts after the records, and which of them it takes for dropped by a route. */
class DeadLettersTest {
    private final RecordMaker records = new RecordMaker("events", "bad");
    private final OutboundRecord first = record("1");
    private final OutboundRecord second = record("2");

    @Test
    void shouldPutALetterForEachRejectionAfterTheRecords() {
        Exchange exchange = exchange(first);
        WebhookRequest request = WebhookRequest.of(exchange);
        request.rejections().add(new Rejection("not_json", "The body is not valid JSON.", "ann@x.org".getBytes()));

        new DeadLetters(records, new RecipientPrivacy(UnaryOperator.identity(), raw -> "someone".getBytes()))
                .process(exchange);

        assertThat(request.records()).extracting(OutboundRecord::topic).containsExactly("events", "bad");
        OutboundRecord letter = request.records().get(1);
        assertThat(letter.value()).as("no address leaves the bridge").asString().isEqualTo("someone");
        assertThat(letter.header("request_id")).isEqualTo(request.id());
        assertThat(exchange.getMessage().getBody(List.class)).isEqualTo(request.records());
    }

    @Test
    void shouldDropWhatARouteTookOutBetweenTheSteps() {
        assertThat(dropped(second)).isEqualTo(1);
        assertThat(dropped()).isEqualTo(2);
        assertThat(dropped(second, first)).as("only their order is another").isZero();
        assertThat(dropped(first, second.withTopic("archive"))).as("changed").isZero();
    }

    @Test
    void shouldDropWhatAnotherTookThePlaceOf() {
        assertThat(dropped(first, record("another"))).isEqualTo(1);
        assertThat(dropped(record("another"), record("third"))).isEqualTo(2);
        assertThat(dropped(first, first)).isEqualTo(1);
        assertThat(dropped(first, first, second)).as("a copy more").isZero();
    }

    /** @param left what the body holds after steps of a route */
    private int dropped(OutboundRecord... left) {
        Exchange exchange = exchange(left);
        new DeadLetters(records, RecipientPrivacy.PLAIN).process(exchange);
        return WebhookRequest.of(exchange).dropped();
    }

    private Exchange exchange(OutboundRecord... left) {
        Exchange exchange = Requests.of(Requests.SHOP, "");
        WebhookRequest.of(exchange).handOn(exchange, List.of(first, second));
        exchange.getMessage().setBody(List.of(left));
        return exchange;
    }

    private OutboundRecord record(String id) {
        return records.event(Requests.SHOP, Requests.event(id, null), new byte[0]);
    }
}
