package io.mailbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AuditedTest {
    /** 100 received: 60 published, 30 buffered (20 replayed, 1 parked, 9 wait), 7 dead letters, 3 dropped. */
    private static final Books BOOKS = new Books(100, 60, 30, 20, 7, 3, 1, 0, 2);

    private static final BufferTables TABLES = new BufferTables(9, 1, 1, 2, 0, 0, 0, 0);
    private static final TopicCount EVENTS = new TopicCount("email-events", false, 82, 0, 80);
    private static final TopicCount DEAD_LETTERS = new TopicCount("email-events.rejected", true, 4, 0, 4);

    @Test
    void shouldBalance() {
        Audited audited = audited(BOOKS, TABLES, List.of(EVENTS, DEAD_LETTERS));

        assertThat(audited.balances()).isTrue();
        assertThat(audited.equations()).hasSize(4).allMatch(Equation::balances);
        assertThat(EVENTS.repeated()).isEqualTo(2);
    }

    @Test
    void shouldMissAnEventThatIsInNoBook() {
        Books lost = new Books(101, 60, 30, 20, 7, 3, 1, 0, 2);

        assertThat(failing(audited(lost, TABLES, List.of(EVENTS, DEAD_LETTERS))))
                .containsExactly("received = published + buffered + rejected + dropped");
    }

    @Test
    void shouldMissARowThatIsGone() {
        BufferTables oneLess = new BufferTables(8, 1, 1, 2, 0, 0, 0, 0);

        Audited audited = audited(BOOKS, oneLess, List.of(EVENTS, DEAD_LETTERS));

        assertThat(failing(audited)).containsExactly("buffered = replayed + parked + waiting");
        assertThat(audited.equations().get(1).remark()).startsWith("rows are missing");
    }

    @Test
    void shouldMissRecordsThatKafkaDoesNotHold() {
        TopicCount less = new TopicCount("email-events", false, 79, 0, 79);
        TopicCount fewerDeadLetters = new TopicCount("email-events.rejected", true, 3, 0, 3);

        assertThat(failing(audited(BOOKS, TABLES, List.of(less, fewerDeadLetters))))
                .containsExactly(
                        "events on topics >= published + replayed",
                        "dead letters on topics >= rejected - waiting - parked");
    }

    @Test
    void shouldCountWhatRetentionHasDeleted() {
        TopicCount shortened = new TopicCount("email-events", false, 10, 70, -1);

        assertThat(audited(BOOKS, TABLES, List.of(shortened, DEAD_LETTERS)).balances())
                .isTrue();
    }

    @Test
    void shouldNotBalanceWhereSomethingCouldNotBeRead() {
        Audited audited = new Audited(1, BOOKS, null, null, List.of("the topics: no broker answers"));

        assertThat(audited.balances()).isFalse();
        assertThat(failing(audited)).isEmpty();
    }

    @Test
    void shouldTakeWhatOperatorsDidIntoAccount() {
        Books replayedAgain = new Books(100, 60, 30, 24, 7, 3, 1, 1, 2);
        BufferTables putBack = new BufferTables(9, 1, 0, 1, 4, 1, 3, 2);
        TopicCount events = new TopicCount("email-events", false, 87, 0, 87);
        TopicCount deadLetters = new TopicCount("email-events.rejected", true, 5, 0, 5);

        Audited audited = audited(replayedAgain, putBack, List.of(events, deadLetters));

        assertThat(failing(audited)).isEmpty();
        assertThat(audited.equations())
                .extracting(Equation::name)
                .contains("buffered + put back = replayed + parked + waiting");
        assertThat(audited.equations().get(2).right()).isEqualTo(87);
        assertThat(audited.equations().get(3).right()).isEqualTo(5);
    }

    private static Audited audited(Books books, BufferTables tables, List<TopicCount> topics) {
        return new Audited(2, books, tables, topics, List.of());
    }

    private static List<String> failing(Audited audited) {
        return audited.equations().stream()
                .filter(equation -> !equation.balances())
                .map(Equation::name)
                .toList();
    }
}
