package io.mailbridge.refused;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.publish.RecordFaults;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Sends dead letters again, some at a time: the routes make events of them, Kafka acknowledges these, then one transaction
 * marks the letters and enters them into refused_action. A process that dies between the last two sends some of them
 * twice when it is run again, with the same ids; it never loses one.
 */
public final class Resubmission {
    private final RejectedLetters letters;
    private final LetterRoutes routes;
    private final Connection connection;
    private final Marks marks;
    private final Action action;
    private final boolean again;
    private final Resubmitted result = new Resubmitted();

    /**
     * @param connection that of the letters
     * @param again true where letters that were resubmitted are to be sent once more
     */
    public Resubmission(
            RejectedLetters letters, LetterRoutes routes, Connection connection, Action action, boolean again)
            throws SQLException {
        this.letters = letters;
        this.routes = routes;
        this.connection = connection;
        this.marks = new Marks(connection);
        this.action = action;
        this.again = again;
    }

    /** What would become of them; sends and marks nothing. */
    public Resubmitted preview(RefusedFilter filter, byte[] edited) throws Exception {
        letters.each(filter, chunk -> {
            attempts(chunk, edited).forEach(attempt -> {
                long events = attempt.records().stream()
                        .filter(made -> !made.tag().isDeadLetter())
                        .count();
                result.note(attempt, events, attempt.records().size() - events);
                result.show(Trial.of(attempt, edited));
            });
            return true;
        });
        return result;
    }

    /**
     * @param edited what to take in place of what the one letter holds, or null
     * @param progress receives how many letters are done so far
     */
    public Resubmitted run(RefusedFilter filter, byte[] edited, LongConsumer progress) throws Exception {
        LetterSender[] sender = {null};
        try {
            letters.each(filter, chunk -> {
                List<Attempt> attempts = attempts(chunk, edited);
                if (sender[0] == null) {
                    // its configuration is known once a route has asked for a producer
                    sender[0] = new LetterSender(routes.producer());
                }
                send(attempts, sender[0]);
                progress.accept(result.letters());
                return result.stoppedBy() == null;
            });
            return result;
        } finally {
            if (sender[0] != null) {
                sender[0].close();
            }
        }
    }

    private List<Attempt> attempts(List<Refused> chunk, byte[] edited) throws InterruptedException {
        List<Attempt> attempts = new ArrayList<>();
        for (Refused letter : chunk) {
            attempts.add(routes.attempt(letter, edited));
        }
        return attempts;
    }

    private void send(List<Attempt> attempts, LetterSender sender) throws SQLException, InterruptedException {
        marks.begin();
        List<Attempt> due = due(attempts);
        sender.send(due.stream().flatMap(attempt -> attempt.records().stream()).toList());
        long row = action.id(connection);
        long events = 0;
        long deadLetters = 0;
        List<Runnable> notes = new ArrayList<>();
        for (Attempt made : due) {
            Attempt attempt = outcome(made);
            if (attempt == null) {
                continue;
            }
            if (attempt.isJudged()) {
                marks.set(attempt.letter(), attempt.reason(), attempt.detail(), row);
            }
            long ofEvents = made.records().stream()
                    .filter(sent -> sent.acknowledged() && !sent.tag().isDeadLetter())
                    .count();
            long ofLetters = made.records().stream()
                    .filter(sent -> sent.acknowledged() && sent.tag().isDeadLetter())
                    .count();
            events += ofEvents;
            deadLetters += ofLetters;
            notes.add(() -> result.note(attempt, ofEvents, ofLetters));
        }
        action.commit(connection, row, events, deadLetters);
        notes.forEach(Runnable::run);
    }

    /** Without those that another command has resubmitted meanwhile. */
    private List<Attempt> due(List<Attempt> attempts) throws SQLException {
        List<Refused> now = marks.on(attempts.stream().map(Attempt::letter).toList());
        List<Attempt> due = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (again || now.get(i).resubmittedAt() == null) {
                due.add(attempts.get(i));
            }
        }
        return due;
    }

    /** Null where Kafka did not acknowledge all of it and may do so later: it stays as it is. */
    private Attempt outcome(Attempt attempt) {
        for (OutboundRecord sent : attempt.records()) {
            if (RecordFaults.isOwnFault(sent)) {
                return Attempt.refused(
                        attempt.letter(),
                        RecordFaults.reason(sent.failure()),
                        sent.failure().getMessage());
            }
        }
        for (OutboundRecord sent : attempt.records()) {
            if (!sent.acknowledged()) {
                result.stop(sent.topic(), sent.failure());
                return null;
            }
        }
        return attempt;
    }
}
