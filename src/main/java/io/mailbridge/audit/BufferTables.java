package io.mailbridge.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the buffer holds now, counted in its tables in one snapshot.
 *
 * @param events rows of events that wait
 * @param deadLetters rows of dead letters that wait
 * @param parkedEvents rows of events that are parked
 * @param parkedDeadLetters rows of dead letters that are parked
 */
public record BufferTables(long events, long deadLetters, long parkedEvents, long parkedDeadLetters) {
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM buffered_event WHERE rejection IS NULL),
                   (SELECT count(*) FROM buffered_event WHERE rejection IS NOT NULL),
                   (SELECT count(*) FROM parked_event WHERE rejection IS NULL),
                   (SELECT count(*) FROM parked_event WHERE rejection IS NOT NULL)
            """;

    /** @throws SQLException where the database has no tables of a bridge, or does not answer */
    static BufferTables count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNT)) {
            rows.next();
            return new BufferTables(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
        }
    }
}
