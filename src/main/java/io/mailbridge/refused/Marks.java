package io.mailbridge.refused;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which dead letters were resubmitted, and what became of them: kept in PostgreSQL, since a record cannot be changed. */
final class Marks {
    /** Of all commands that resubmit, one at a time: another one would not see the marks of what is being sent. */
    private static final String ALONE = "SELECT pg_advisory_xact_lock(7294015563114)";

    private static final String FIND = """
            SELECT mark.* FROM unnest(CAST(? AS text[]), CAST(? AS integer[]), CAST(? AS bigint[]))
                AS wanted (topic, partition, record_offset)
            JOIN resubmitted_dead_letter AS mark USING (topic, partition, record_offset)
            """;

    private static final String SET = """
            INSERT INTO resubmitted_dead_letter (topic, partition, record_offset, letter_id, tries, reason, detail, action_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (topic, partition, record_offset) DO UPDATE
            SET letter_id = excluded.letter_id, tries = excluded.tries, reason = excluded.reason,
                detail = excluded.detail, action_id = excluded.action_id, done_at = clock_timestamp()
            """;

    private final Connection connection;

    /** @param connection within transactions */
    Marks(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** Begins a transaction that no other one which resubmits runs beside; it may wait for Kafka. */
    void begin() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = on");
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = '60s'");
            statement.execute(ALONE);
        }
    }

    /** The same as {@link #on}, in a transaction of its own. */
    List<Refused> read(List<Refused> letters) throws SQLException {
        List<Refused> marked = on(letters);
        connection.rollback();
        return marked;
    }

    /** The letters with what is known of them: the reason of the last try, or when they became events. */
    List<Refused> on(List<Refused> letters) throws SQLException {
        Map<String, Refused> marked = new HashMap<>();
        letters.forEach(letter -> marked.put(letter.id(), letter));
        List<LetterId> ids =
                letters.stream().map(letter -> LetterId.of(letter.id())).toList();
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setArray(
                    1, array("text", ids.stream().map(LetterId::topic).toArray()));
            statement.setArray(
                    2, array("integer", ids.stream().map(LetterId::partition).toArray()));
            statement.setArray(
                    3, array("bigint", ids.stream().map(LetterId::offset).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    LetterId id = new LetterId(
                            rows.getString("topic"), rows.getInt("partition"), rows.getLong("record_offset"));
                    Refused letter = marked.get(id.toString());
                    if (letter.eventId().equals(rows.getString("letter_id"))) {
                        marked.put(
                                letter.id(),
                                letter.after(
                                        rows.getInt("tries"),
                                        rows.getString("reason"),
                                        rows.getString("detail"),
                                        rows.getObject("done_at", OffsetDateTime.class)
                                                .toInstant()));
                    }
                }
            }
        }
        List<Refused> all = new ArrayList<>();
        letters.forEach(letter -> all.add(marked.get(letter.id())));
        return all;
    }

    private Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** @param reason why it was refused again; null where it became events */
    void set(Refused letter, String reason, String detail, long action) throws SQLException {
        LetterId id = LetterId.of(letter.id());
        try (PreparedStatement statement = connection.prepareStatement(SET)) {
            statement.setString(1, id.topic());
            statement.setInt(2, id.partition());
            statement.setLong(3, id.offset());
            statement.setString(4, letter.eventId());
            statement.setInt(5, letter.tries() + 1);
            statement.setString(6, reason);
            statement.setString(7, detail);
            statement.setLong(8, action);
            statement.executeUpdate();
        }
    }
}
