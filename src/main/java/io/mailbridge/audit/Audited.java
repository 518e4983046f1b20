package io.mailbridge.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * What an audit has found.
 *
 * @param processes how many processes were asked
 * @param tables null where the database does not answer
 * @param topics null where Kafka does not answer
 * @param unread sentences on what could not be read
 */
public record Audited(int processes, Books books, BufferTables tables, List<TopicCount> topics, List<String> unread) {
    /** What has to balance, as far as all of its parts could be read. */
    public List<Equation> equations() {
        List<Equation> equations = new ArrayList<>();
        equations.add(Equation.equal(
                "received = published + buffered + rejected + dropped",
                books.received(),
                books.published() + books.buffered() + books.rejected() + books.dropped(),
                "requests are in flight, or a process is missing from the list",
                "requests are in flight, or a process is missing from the list"));
        if (tables != null) {
            equations.add(
                    Equation.equal(
                            (tables.unparked() == 0 ? "buffered" : "buffered + put back")
                                    + " = replayed + parked + waiting",
                            books.buffered() + tables.unparked(),
                            books.replayed() + books.parked() + tables.events(),
                            "rows are missing from the buffer: somebody deleted them, or a process that replayed them is not in"
                                    + " the list or was killed",
                            "the buffer held rows before: of a process that was restarted or killed, or that is not in the list"));
        }
        if (topics != null) {
            equations.add(
                    tables == null || tables.resubmitted() == 0
                            ? held(
                                    "events on topics >= published + replayed",
                                    false,
                                    books.published() + books.replayed())
                            : held(
                                    "events on topics >= published + replayed + resubmitted",
                                    false,
                                    books.published() + books.replayed() + tables.resubmitted()));
        }
        if (topics != null && tables != null) {
            equations.add(held(
                    "dead letters on topics >= rejected - waiting - parked"
                            + (books.discarded() + tables.discarded() == 0 ? "" : " - discarded"),
                    true,
                    books.rejected()
                            + tables.rejectedAgain()
                            - tables.deadLetters()
                            - tables.parkedDeadLetters()
                            - tables.discarded()
                            - books.discarded()));
        }
        return equations;
    }

    private Equation held(String name, boolean deadLetters, long expected) {
        long held = 0;
        long deleted = 0;
        for (TopicCount topic : topics) {
            if (topic.deadLetters() == deadLetters) {
                held += topic.records();
                deleted += topic.deleted();
            }
        }
        return Equation.atLeast(
                name,
                held + deleted,
                expected,
                "Kafka holds fewer records than it acknowledged: a topic was deleted or compacted, or records were lost");
    }

    /** False also where something could not be read. */
    public boolean balances() {
        return unread.isEmpty() && equations().stream().allMatch(Equation::balances);
    }
}
