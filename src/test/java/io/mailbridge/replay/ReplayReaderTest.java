package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mailbridge.event.OutboundRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What becomes of the rows that a batch has claimed. */
class ReplayReaderTest {
    private final PacedReplay replay = new PacedReplay(500, 0);
    private final Exchange exchange = replay.exchange();

    @Test
    void shouldMakeARecordOfEachRow() {
        read(row(4, 0), row(6, 2));

        assertThat(exchange.getMessage().getBody(List.class))
                .extracting(element -> ((OutboundRecord) element).eventId())
                .containsExactly("event-4", "event-6");
        assertThat(ReplayBatch.of(exchange).rows())
                .extracting(ReplayBatch.Row::id, ReplayBatch.Row::attempts)
                .containsExactly(tuple(4L, 0), tuple(6L, 2));
        assertThat(exchange.getProperty(ReplayReader.HAS_ROWS)).isEqualTo(true);
    }

    @Test
    void shouldTellTheRunWhatItsClaimHasFound() {
        replay.drain();
        replay.begin();
        Claim first = replay.run().next();
        first.attachTo(exchange);
        read(row(4, 0), row(6, 2));

        assertThat(replay.run().foundNothing()).isFalse();
        Claim second = replay.run().next();
        assertThat(second.from()).isEqualTo(6);

        second.attachTo(exchange);
        read();
        assertThat(replay.run().isExhausted()).isTrue();
        assertThat(exchange.getProperty(ReplayReader.HAS_ROWS)).isEqualTo(false);
        assertThat(exchange.getMessage().getBody(List.class)).isEmpty();
    }

    @SafeVarargs
    private void read(Map<String, Object>... rows) {
        exchange.getMessage().setBody(List.of(rows));
        new ReplayReader().process(exchange);
    }

    private static Map<String, Object> row(long id, int attempts) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("attempts", attempts);
        row.put("source", "demo");
        row.put("provider", "sendgrid");
        row.put("event_id", "event-" + id);
        row.put("topic", "events");
        row.put("value", "{}".getBytes(StandardCharsets.UTF_8));
        row.put("headers", "{}");
        return row;
    }
}
