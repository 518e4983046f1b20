package io.mailbridge.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.support.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The auditor of a soak finds what it is for. */
class StoredEventsTest {
    private static final UnaryOperator<Set<String>> NO_ROWS = ids -> Set.of();
    private static final UnaryOperator<Set<String>> ALL_ROWS = ids -> ids;
    private static final int MALFORMED = 0;
    private static final int EVENT = 1;

    private final Tally tally = new Tally();

    StoredEventsTest() {
        tally.sent(tally.next(2), 2);
        tally.accepted(0, 2);
    }

    @Test
    void shouldBeContentWithAllThatWasAccepted() {
        assertThat(stored(letter(), event(1)).judged(NO_ROWS))
                .startsWith("2 events answered 200, all found in 2 records");
    }

    @Test
    void shouldFindWhatIsStoredNowhere() {
        StoredEvents stored = stored(letter());
        assertThatThrownBy(() -> stored.judged(NO_ROWS)).hasMessage("event 1 was answered 200 and is stored nowhere");
    }

    @Test
    void shouldFindWhatNobodySent() {
        tally.next(1);
        StoredEvents stored = stored(letter(), event(1), record(2, 1));
        assertThatThrownBy(() -> stored.judged(NO_ROWS)).hasMessageContaining("a record that nobody sent");
    }

    @Test
    void shouldFindAChange() {
        TopicRecord event = event(1);
        StoredEvents stored = stored(letter(), new TopicRecord(0, 0, 1, "somebody", event.value(), event.headers()));
        assertThatThrownBy(() -> stored.judged(NO_ROWS)).hasMessageContaining("event 1 was changed");
    }

    @Test
    void shouldExplainACopyByARequestOrARow() {
        StoredEvents twice = stored(letter(), event(1), event(2));
        assertThatThrownBy(() -> twice.judged(NO_ROWS)).hasMessageContaining("event 1 was sent to Kafka again");
        assertThat(twice(ALL_ROWS)).endsWith("1 copies, 1 of them of a replay");
        tally.sent(EVENT, 1);
        assertThat(twice(NO_ROWS)).endsWith("1 copies, 0 of them of a replay");
    }

    @Test
    void shouldExplainWhatTheProducerRepeats() {
        assertThat(stored(letter(), event(1), event(1)).judged(NO_ROWS)).contains("1 copies");
    }

    private String twice(UnaryOperator<Set<String>> rows) {
        return stored(letter(), event(1), event(2)).judged(rows);
    }

    private StoredEvents stored(TopicRecord letter, TopicRecord... events) {
        StoredEvents stored = new StoredEvents(tally);
        stored.add(letter, true);
        for (TopicRecord event : events) {
            stored.add(event, false);
        }
        return stored;
    }

    private static TopicRecord letter() {
        byte[] raw = Expected.of(Platform.SENDGRID, MALFORMED).value().getBytes(StandardCharsets.UTF_8);
        return new TopicRecord(0, 0, 1, null, raw, Map.of("provider", "sendgrid"));
    }

    private static TopicRecord event(long sentAt) {
        return record(EVENT, sentAt);
    }

    private static TopicRecord record(int number, long sentAt) {
        Expected expected = Expected.of(Platform.SENDGRID, number);
        return new TopicRecord(
                0,
                0,
                sentAt,
                expected.key(),
                expected.value().getBytes(StandardCharsets.UTF_8),
                Map.of("ce_id", expected.id(), "ce_source", "/webhooks/sendgrid"));
    }
}
