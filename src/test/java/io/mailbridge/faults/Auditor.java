package io.mailbridge.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.Database;
import io.mailbridge.support.LoadAnswer;
import io.mailbridge.support.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Collects what is stored of all that a source has been sent since the start, at rest, and has it judged. */
final class Auditor {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Remembers every row that was ever buffered, since a replayed one is deleted. */
    private static final String WATCH = """
            create table if not exists audited_row (event_id text not null);
            create or replace function audit_row() returns trigger language plpgsql as
                'begin insert into audited_row values (new.event_id); return null; end';
            create or replace trigger audit_row after insert on buffered_event for each row execute function audit_row();
            """;

    private final TopicReader reader;
    private final String source;
    private final String topic;
    private final String rejectedTopic;
    private final Supplier<String> tail;
    private Database database;
    private final List<LoadAnswer> answers = new ArrayList<>();

    /**
     * @param database with the bridge's tables, empty, or where it is making them
     * @param tail end of the bridge's log, for a buffer that does not drain
     */
    Auditor(
            TopicReader reader,
            String source,
            String topic,
            String rejectedTopic,
            Database database,
            Supplier<String> tail) {
        this.reader = reader;
        this.source = source;
        this.topic = topic;
        this.rejectedTopic = rejectedTopic;
        this.database = database;
        this.tail = tail;
        await("the bridge's tables")
                .atMost(LIMIT)
                .until(() -> database.count("select count(to_regclass('parked_event'))") == 1);
        database.execute(WATCH);
    }

    /** What replaced the database, with its rows. */
    void use(Database replacement) {
        database = replacement;
    }

    /**
     * Waits for an empty buffer, and judges all answers so far; the figures are those of the last ones.
     *
     * @param healedAt {@link System#nanoTime()} at the end of the fault
     * @param statuses that the last answers may have
     */
    Audit audit(List<LoadAnswer> last, long healedAt, Integer... statuses) {
        // before anything is waited for: where that fails, later audits must know of these events
        answers.addAll(last);
        await("an empty buffer").atMost(LIMIT).untilAsserted(() -> assertThat(
                        database.count("select count(*) from buffered_event"))
                .as(tail)
                .isZero());
        Duration drained = Duration.ofNanos(System.nanoTime() - healedAt);
        assertThat(last.stream().collect(groupingBy(LoadAnswer::status, counting())))
                .as(() -> "answers by status; the end of the log:\n" + tail.get())
                .satisfies(counts -> assertThat(counts.keySet()).isSubsetOf(statuses));
        Audit audit = judged(last).drainedAfter(drained);
        Figures.add(audit);
        return audit;
    }

    private Audit judged(List<LoadAnswer> last) {
        Map<String, List<Copy>> stored = stored();
        Map<String, Long> rows = database.rows("select event_id from audited_row").stream()
                .collect(groupingBy(row -> (String) row.get("event_id"), counting()));
        new Evidence(source, answers, stored, rows).judged();
        List<String> ids = last.stream()
                .flatMap(answer -> Copy.expected(source, answer.body()).stream())
                .map(Copy::id)
                .toList();
        stored.keySet().retainAll(Set.copyOf(ids));
        return new Evidence(source, last, stored, rows).judged();
    }

    private Map<String, List<Copy>> stored() {
        Stream<Copy> published = Stream.concat(
                reader.read(topic).stream().map(Copy::event),
                reader.read(rejectedTopic).stream()
                        .filter(record -> source.equals(record.headers().get("source")))
                        .map(Copy::deadLetter));
        return Stream.concat(
                        published,
                        database.rows("select * from parked_event where source = '" + source + "'").stream()
                                .map(Copy::parked))
                .collect(groupingBy(Copy::id));
    }
}
