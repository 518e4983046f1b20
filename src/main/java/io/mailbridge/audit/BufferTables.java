package io.mailbridge.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the buffer holds now, counted in its tables in one snapshot.
 *
 * @param events rows of events that wait
 * @param deadLetters rows of dead letters that wait
 * @param parkedEvents rows of events that are parked
 * @param parkedDeadLetters rows of dead letters that are parked
 * @param unparked events that an operator moved from there back into the buffer since the fleet's start
 * @param discarded dead letters that an operator deleted from there since then
 * @param resubmitted events that dead letters became since then
 * @param rejectedAgain dead letters that parts of dead letters became since then
 */
public record BufferTables(
        long events,
        long deadLetters,
        long parkedEvents,
        long parkedDeadLetters,
        long unparked,
        long discarded,
        long resubmitted,
        long rejectedAgain) {
    /** The sums are of what was done while the processes counted: their counters begin at their start. */
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM buffered_event WHERE rejection IS NULL),
                   (SELECT count(*) FROM buffered_event WHERE rejection IS NOT NULL),
                   (SELECT count(*) FROM parked_event WHERE rejection IS NULL),
                   (SELECT count(*) FROM parked_event WHERE rejection IS NOT NULL),
                   done.*
            FROM (
                SELECT coalesce(sum(events) FILTER (WHERE action = 'replay'), 0),
                       coalesce(sum(dead_letters) FILTER (WHERE action = 'discard'), 0),
                       coalesce(sum(events) FILTER (WHERE action = 'resubmit'), 0),
                       coalesce(sum(dead_letters) FILTER (WHERE action = 'resubmit'), 0)
                FROM refused_action
                WHERE done_at > clock_timestamp() - make_interval(secs => ?)
            ) AS done
            """;

    /**
     * @param uptime seconds since the first of the processes was started
     * @throws SQLException where the database has no tables of a bridge, or does not answer
     */
    static BufferTables count(Connection connection, double uptime) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setDouble(1, uptime);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new BufferTables(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8));
            }
        }
    }
}
