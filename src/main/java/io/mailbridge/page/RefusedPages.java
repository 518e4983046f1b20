package io.mailbridge.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.control.NotDone;
import io.mailbridge.control.RefusedAccess;
import io.mailbridge.control.SelectionReader;
import io.mailbridge.refused.LatestLetters;
import io.mailbridge.refused.LatestLetters.Found;
import io.mailbridge.refused.ParkedRows;
import io.mailbridge.refused.Refused;
import io.mailbridge.refused.RefusedDatabase;
import io.mailbridge.refused.RefusedFilter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Lists what was refused, within the time that a page waits; says in a sentence why it cannot while a server is down. */
final class RefusedPages {
    private static final String REJECTED = "rejected";
    private static final String PARKED = "parked";
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final long SEARCH_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final int MOST = 200;
    private static final String MARKS_UNKNOWN =
            "PostgreSQL does not answer: which of them were resubmitted is not known.";
    private static final String CANCELED = "57014";

    private final RefusedAccess access;
    private final BooleanSupplier kafkaAnswers;
    private final Supplier<Instant> now;

    /** @param kafkaAnswers false while the bridge has no connection to a broker: asking would only take time */
    RefusedPages(RefusedAccess access, BooleanSupplier kafkaAnswers, Supplier<Instant> now) {
        this.access = access;
        this.kafkaAnswers = kafkaAnswers;
        this.now = now;
    }

    ObjectNode list(Ask ask) throws Exception {
        String kind = ask.parameter("kind");
        RefusedFilter filter = SelectionReader.filter(ask::parameter, now.get());
        int limit = limit(ask.parameter("limit"));
        String after = ask.parameter("after").isEmpty() ? null : ask.parameter("after");
        RefusedJson json = new RefusedJson(ask.flag("showAddresses"));
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = page.putArray("rows");
        switch (kind) {
            case REJECTED -> listRejected(page, rows, filter, limit, after, ask.flag("resubmitted"), json);
            case PARKED -> listParked(page, rows, filter, limit, after, json);
            default -> throw new NotDone(400, "kind is rejected or parked.");
        }
        return page;
    }

    private void listRejected(
            ObjectNode page,
            ArrayNode rows,
            RefusedFilter filter,
            int limit,
            String after,
            boolean withResubmitted,
            RefusedJson json)
            throws Exception {
        long deadline = System.nanoTime() + SEARCH_NANOS;
        Found found = onLetters(withResubmitted, page, letters -> letters.find(filter, after, limit, deadline));
        found.letters().forEach(letter -> rows.add(json.row(REJECTED, letter)));
        page.put("next", found.next()).put("complete", found.complete());
    }

    private void listParked(
            ObjectNode page, ArrayNode rows, RefusedFilter filter, int limit, String after, RefusedJson json)
            throws NotDone {
        Refused last = after == null ? null : place(after);
        List<Refused> found = onRows(parked -> parked.latest(filter, last, limit));
        found.forEach(row -> rows.add(json.row(PARKED, row)));
        boolean more = found.size() == limit;
        Refused end = more ? found.get(limit - 1) : null;
        page.put("next", more ? end.time() + "_" + end.id() : null)
                .put("complete", true)
                .putNull("note");
    }

    /** The row that a list ended with: what its order needs of it. */
    private static Refused place(String after) throws NotDone {
        String[] parts = after.split("_");
        try {
            Instant time = Instant.parse(parts[0]);
            Long.parseLong(parts[1]);
            return new Refused(parts[1], "", null, null, "", "", null, time, 0, null, "", "", "", null, new byte[0]);
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new NotDone(400, "There is no place such as that to go on from.");
        }
    }

    private static int limit(String text) throws NotDone {
        if (text.isEmpty()) {
            return 50;
        }
        if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > MOST) {
            throw new NotDone(400, "limit is a number from 1 to " + MOST + ".");
        }
        return Integer.parseInt(text);
    }

    /** @param path kind and id */
    ObjectNode item(String path, Ask ask) throws Exception {
        int slash = path.indexOf('/');
        String kind = slash < 0 ? path : path.substring(0, slash);
        String id = path.substring(slash + 1);
        ObjectNode notes = JsonNodeFactory.instance.objectNode();
        Refused found =
                switch (kind) {
                    case REJECTED -> onLetters(true, notes, letters -> letters.find(id));
                    case PARKED -> onRows(rows -> rows.find(id));
                    default -> throw new NotDone(404, "The console knows nothing of that name.");
                };
        if (found == null) {
            throw new NotDone(404, "It is not there any more.");
        }
        return new RefusedJson(ask.flag("showAddresses")).item(kind, found);
    }

    /** What is asked of dead letters. */
    private interface OnLetters<T> {
        T of(LatestLetters letters) throws SQLException, InterruptedException;
    }

    private <T> T onLetters(boolean withResubmitted, ObjectNode notes, OnLetters<T> question) throws Exception {
        if (!kafkaAnswers.getAsBoolean()) {
            throw new NotDone(
                    503, "Kafka does not answer: the dead letters are on its topic and can be read when it is back.");
        }
        Connection connection = null;
        try {
            connection = access.connect(LIMIT);
            limitStatements(connection);
            notes.putNull("note");
        } catch (SQLException e) {
            close(connection);
            connection = null;
            notes.put("note", MARKS_UNKNOWN);
        }
        try (LatestLetters letters =
                new LatestLetters(access.client(), access.topics(), LIMIT, connection, withResubmitted)) {
            return question.of(letters);
        } catch (IllegalArgumentException e) {
            throw new NotDone(400, e.getMessage());
        } catch (KafkaException e) {
            throw new NotDone(
                    503,
                    "Kafka cannot be read now (" + e.getClass().getSimpleName()
                            + "): its dead letters can be read later.");
        } catch (SQLException e) {
            throw new NotDone(503, RefusedDatabase.sentence(e) + ".");
        } finally {
            close(connection);
        }
    }

    /** What is asked of parked rows. */
    private interface OnRows<T> {
        T of(ParkedRows rows) throws SQLException;
    }

    private <T> T onRows(OnRows<T> question) throws NotDone {
        try (Connection connection = access.connect(LIMIT)) {
            limitStatements(connection);
            return question.of(new ParkedRows(connection));
        } catch (SQLException e) {
            throw new NotDone(
                    503,
                    CANCELED.equals(e.getSQLState())
                            ? "That takes too long: choose a reason, or a shorter time."
                            : RefusedDatabase.sentence(e) + ".");
        }
    }

    private static void limitStatements(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = '1500ms'");
        }
    }

    private static void close(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // it is of no more use anyway
            }
        }
    }
}
