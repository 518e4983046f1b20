package io.mailbridge.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.mailbridge.support.Database;
import io.mailbridge.support.LoadAnswer;
import io.mailbridge.support.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Collects what is stored of all that platforms have sent since the start, at rest, and has it judged. */
final class Auditor {
    /** Remembers every row that was ever buffered, since a replayed one is deleted. */
    private static final String WATCH = """
            create table audited_row (event_id text not null);
            create function audit_row() returns trigger language plpgsql as
                'begin insert into audited_row values (new.event_id); return null; end';
            create trigger audit_row after insert on buffered_event for each row execute function audit_row();
            """;

    private final TopicReader reader;
    private final String source;
    private final String topic;
    private final String rejectedTopic;
    private final Database database;
    private final List<LoadAnswer> answers = new ArrayList<>();

    /** @param database with the bridge's tables, empty */
    Auditor(TopicReader reader, String source, String topic, String rejectedTopic, Database database) {
        this.reader = reader;
        this.source = source;
        this.topic = topic;
        this.rejectedTopic = rejectedTopic;
        this.database = database;
        database.execute(WATCH);
    }

    /** Before anything is waited for: where that fails, later audits must know of these events. */
    void add(List<LoadAnswer> further) {
        answers.addAll(further);
    }

    /** Of all answers that were added; the figures are those of the last ones. */
    Audit audit(List<LoadAnswer> last) {
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
                reader.read(rejectedTopic).stream().map(Copy::deadLetter));
        return Stream.concat(
                        published,
                        database.rows("select * from parked_event").stream().map(Copy::parked))
                .collect(groupingBy(Copy::id));
    }
}
