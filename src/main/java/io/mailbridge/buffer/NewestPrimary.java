package io.mailbridge.buffer;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connects to the primary that was promoted last. One that was replaced and comes back would take rows as well, which are
 * lost when it is repaired. A promotion starts a new timeline, and no timeline is older than what this process has seen.
 */
final class NewestPrimary extends DelegatingDataSource {
    private static final String TIMELINE = "SELECT (SELECT system_identifier FROM pg_control_system()) AS cluster,"
            + " left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline";

    private final List<DataSource> hosts;
    private final Map<Long, Long> newest = new ConcurrentHashMap<>();

    /**
     * @param any a primary among all hosts
     * @param hosts each of them
     */
    NewestPrimary(DataSource any, List<DataSource> hosts) {
        super(any);
        this.hosts = hosts;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(DataSource::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return connect(host -> host.getConnection(username, password));
    }

    private interface Connector {
        Connection connect(DataSource host) throws SQLException;
    }

    private Connection connect(Connector connector) throws SQLException {
        Connection connection = newest(connector.connect(obtainTargetDataSource()));
        SQLException failure = new SQLException(
                "the primary that answers was replaced by another one, which does not; if it is to be used again, restart"
                        + " the bridge");
        for (int i = 0; connection == null && i < hosts.size(); i++) {
            try {
                connection = newest(connector.connect(hosts.get(i)));
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }
        if (connection == null) {
            throw failure;
        }
        return connection;
    }

    /** The connection, or null after closing it. */
    private Connection newest(Connection connection) throws SQLException {
        try {
            if (isNewest(connection)) {
                return connection;
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return null;
    }

    private boolean isNewest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TIMELINE)) {
            row.next();
            long timeline = Long.parseLong(row.getString("timeline"), 16);
            return newest.merge(row.getLong("cluster"), timeline, Math::max) == timeline;
        } catch (SQLException e) {
            if (isUnknown(e)) {
                return true;
            }
            throw e;
        }
    }

    /** A hosted server may not have these functions, or not for everybody: then nothing is compared. */
    private static boolean isUnknown(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("42") || state.startsWith("0A"));
    }
}
