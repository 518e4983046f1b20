package io.mailbridge.refused;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * What an operator does with what was refused, and its row in refused_action. The row is changed in the transactions of the
 * action, so it never says more or less than what was done.
 */
public final class Action {
    private final Kind kind;
    private final String by;
    private final RefusedFilter selection;
    private long id;
    private long events;
    private long deadLetters;

    /** @param by who does it */
    public Action(Kind kind, String by, RefusedFilter selection) {
        this.kind = kind;
        this.by = by;
        this.selection = selection;
    }

    /** What can be done. */
    public enum Kind {
        REPLAY,
        DISCARD,
        RESUBMIT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The user and machine that this process runs as and on. */
    public static String operator() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        return System.getProperty("user.name") + '@' + host;
    }

    /** The id of its row, which is made by the first call. */
    long id(Connection connection) throws SQLException {
        if (id == 0) {
            String insert = "INSERT INTO refused_action (action, done_by, selection) VALUES (?, ?, ?) RETURNING id";
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, kind.toString());
                statement.setString(2, by);
                // PostgreSQL's text holds no NUL
                statement.setString(3, selection.toString().replace('\0', '\uFFFD'));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }
        return id;
    }

    /** Adds what was done in this transaction, and commits it. */
    void commit(Connection connection, long row, long ofEvents, long ofDeadLetters) throws SQLException {
        String update = "UPDATE refused_action SET events = events + ?, dead_letters = dead_letters + ?,"
                + " done_at = clock_timestamp() WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setLong(1, ofEvents);
            statement.setLong(2, ofDeadLetters);
            statement.setLong(3, row);
            statement.executeUpdate();
        }
        connection.commit();
        id = row;
        events += ofEvents;
        deadLetters += ofDeadLetters;
    }

    /** Records of events, done so far. */
    public long events() {
        return events;
    }

    /** Records of dead letters, done so far. */
    public long deadLetters() {
        return deadLetters;
    }

    public long count() {
        return events + deadLetters;
    }

    /** The line for the log: what, how many, by whom, which. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "audit: %s, %,d events and %,d dead letters, by %s, selected: %s",
                kind,
                events,
                deadLetters,
                by,
                selection);
    }
}
