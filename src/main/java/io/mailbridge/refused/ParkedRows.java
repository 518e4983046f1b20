package io.mailbridge.refused;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parked rows, for an operator: to see, to put back into the buffer, to delete. Each action runs in transactions of a
 * few rows, and each of them enters into refused_action what it does: an action that is killed has done a part, and the
 * books say which.
 */
public final class ParkedRows {
    private static final Pattern TYPE = Pattern.compile("\"ce_type\":\"email\\.([a-z_]+)\"");

    private static final String COUNT =
            "SELECT reason, count(*) FROM parked_event " + ParkedSelection.WHERE + "GROUP BY reason ORDER BY reason";

    private static final String PAGE =
            "SELECT * FROM parked_event " + ParkedSelection.WHERE + "ORDER BY parked_at DESC, id DESC LIMIT ? OFFSET ?";

    /** For a list: of a value, what is looked at. */
    private static final String LATEST = """
            SELECT id, reason, last_error, rejection, source, provider, headers, parked_at, attempts, topic, event_id,
                   record_key, substring(value FROM 1 FOR 2000) AS value
            FROM parked_event %s AND (parked_at, id) < (?, ?) ORDER BY parked_at DESC, id DESC LIMIT ?
            """.formatted(ParkedSelection.WHERE);

    /** Values do not leave the database. The row begins anew: no tries, and its retention from now on. */
    private static final String REPLAY = """
            WITH picked AS (
                SELECT id FROM parked_event %s ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED
            ), taken AS (
                DELETE FROM parked_event USING picked WHERE parked_event.id = picked.id RETURNING parked_event.*
            ), moved AS (
                INSERT INTO buffered_event (event_id, source, provider, rejection, topic, record_key, headers, value)
                SELECT event_id, source, provider, rejection, topic, record_key, headers, value FROM taken ORDER BY id
                RETURNING rejection
            )
            SELECT count(*) - count(rejection), count(rejection) FROM moved
            """.formatted(ParkedSelection.WHERE);

    /** As many as fit into 4 MB, and one at least. */
    private static final String PICK = """
            SELECT * FROM (
                SELECT picked.*, sum(octet_length(value)) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING)
                       - octet_length(value) AS before
                FROM (SELECT * FROM parked_event %s ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED) AS picked
            ) AS sized
            WHERE before < 4194304
            ORDER BY id
            """.formatted(ParkedSelection.WHERE);

    private static final String DELETE = "DELETE FROM parked_event WHERE id = ANY (?)";

    private final Connection connection;
    private final OffsetDateTime now;

    /**
     * @param connection of its own: its transactions are committed and rolled back
     * @throws SQLException where the database does not answer
     */
    public ParkedRows(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
                row.next();
                now = row.getObject(1, OffsetDateTime.class);
            }
        }
        connection.setAutoCommit(false);
    }

    /** How many rows match, by their reason. */
    public Map<String, Long> count(RefusedFilter filter) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            new ParkedSelection(filter, now).bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        connection.rollback();
        return counts;
    }

    /** @param page from 1 on */
    public RefusedPage page(RefusedFilter filter, int page, int size) throws SQLException {
        long total = count(filter).values().stream().mapToLong(Long::longValue).sum();
        List<Refused> items = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            int next = new ParkedSelection(filter, now).bind(statement);
            statement.setInt(next, size);
            statement.setLong(next + 1, (page - 1L) * size);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    items.add(refused(rows));
                }
            }
        }
        connection.rollback();
        return new RefusedPage(items, total);
    }

    /**
     * Those that follow another one, the latest first, each with the first 2,000 bytes of its value.
     *
     * @param after null for the latest
     */
    public List<Refused> latest(RefusedFilter filter, Refused after, int size) throws SQLException {
        List<Refused> items = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LATEST)) {
            int next = new ParkedSelection(filter, now).bind(statement);
            statement.setObject(
                    next, after == null ? OffsetDateTime.MAX : after.time().atOffset(ZoneOffset.UTC));
            statement.setLong(next + 1, after == null ? Long.MAX_VALUE : Long.parseLong(after.id()));
            statement.setInt(next + 2, size);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    items.add(refused(rows));
                }
            }
        }
        connection.rollback();
        return items;
    }

    /** The row of this id, or null. */
    public Refused find(String id) throws SQLException {
        List<Refused> found = page(RefusedFilter.ALL.withIds(List.of(id)), 1, 1).items();
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * Puts the rows back into the buffer, from where a running bridge sends them.
     *
     * @param progress receives how many are done so far
     */
    public void replay(Action action, RefusedFilter filter, LongConsumer progress) throws SQLException {
        long moved;
        do {
            long row = action.id(connection);
            try (PreparedStatement statement = connection.prepareStatement(REPLAY)) {
                new ParkedSelection(filter, now).bind(statement);
                try (ResultSet counts = statement.executeQuery()) {
                    counts.next();
                    moved = counts.getLong(1) + counts.getLong(2);
                    action.commit(connection, row, counts.getLong(1), counts.getLong(2));
                }
            }
            progress.accept(action.count());
        } while (moved > 0);
    }

    /**
     * Deletes the rows, after the disk has them.
     *
     * @throws IOException where the file cannot be written; what it does not hold is not deleted
     */
    public void discard(Action action, RefusedFilter filter, DiscardFile file, LongConsumer progress)
            throws SQLException, IOException {
        for (List<Refused> picked = pick(filter); !picked.isEmpty(); picked = pick(filter)) {
            file.append(picked);
            long deadLetters =
                    picked.stream().filter(row -> row.rejection() != null).count();
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                Object[] ids =
                        picked.stream().map(row -> Long.valueOf(row.id())).toArray();
                statement.setArray(1, connection.createArrayOf("bigint", ids));
                statement.executeUpdate();
            }
            action.commit(connection, action.id(connection), picked.size() - deadLetters, deadLetters);
            progress.accept(action.count());
        }
        connection.rollback();
    }

    private List<Refused> pick(RefusedFilter filter) throws SQLException {
        List<Refused> picked = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PICK)) {
            new ParkedSelection(filter, now).bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    picked.add(refused(rows));
                }
            }
        }
        return picked;
    }

    private static Refused refused(ResultSet row) throws SQLException {
        Matcher type = TYPE.matcher(row.getString("headers"));
        return new Refused(
                row.getString("id"),
                row.getString("reason"),
                row.getString("last_error"),
                row.getString("rejection"),
                row.getString("source"),
                row.getString("provider"),
                type.find() ? type.group(1) : null,
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                null,
                row.getString("topic"),
                row.getString("event_id"),
                row.getString("headers"),
                row.getBytes("record_key"),
                row.getBytes("value"));
    }
}
