package io.mailbridge.buffer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/** Makes the pool of connections to PostgreSQL; it starts while the database is down, and its waits are short. */
public final class BufferConnections {
    /** One each for the group commit, the expiry and the monitor, three for the replay, and one to spare. */
    private static final int POOL_SIZE = 7;

    /**
     * Synchronous whatever the server's default: 200 is answered after the commit and means durable. The rows of a
     * bridge that freezes during a replay are released after 10 s. The server ends a statement before the socket's
     * limit does: otherwise it would go on although nobody waits. No plan may read the whole table, however old its
     * statistics are: every statement of the bridge uses an index. None is worth compiling.
     */
    private static final String SESSION =
            "SET synchronous_commit = on; SET idle_in_transaction_session_timeout = '10s';"
                    + " SET statement_timeout = '4s'; SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off";

    private BufferConnections() {}

    /** Discards a connection to a server that is no longer the primary: a new one may reach the present primary. */
    public static final class Demotion implements SQLExceptionOverride {
        private static final String READ_ONLY_TRANSACTION = "25006";

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return READ_ONLY_TRANSACTION.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }

    public static HikariDataSource open(BufferSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("buffer");
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.username());
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Math.max(250, settings.timeout().toMillis() * 4 / 5));
        config.setValidationTimeout(Math.max(250, settings.timeout().toMillis() / 2));
        config.setInitializationFailTimeout(-1);
        config.setKeepaliveTime(30_000);
        config.setPassword(settings.driverSecrets().getOrDefault("password", settings.password()));
        settings.driverSecrets().forEach(config::addDataSourceProperty);
        config.addDataSourceProperty("ApplicationName", "mailbridge");
        config.addDataSourceProperty("connectTimeout", "1");
        config.addDataSourceProperty("loginTimeout", "1");
        // a frozen server must not block the writer: its requests were answered 503 long ago
        config.addDataSourceProperty("socketTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        List<String> hosts = JdbcAddress.eachHost(settings.jdbcUrl());
        if (hosts.size() > 1) {
            // the one that accepts writes; with one host, watch-buffer gives a better reason than the driver
            config.addDataSourceProperty("targetServerType", "primary");
            config.setDataSource(new NewestPrimary(
                    driver(settings.jdbcUrl(), config),
                    hosts.stream().map(url -> driver(url, config)).toList()));
        }
        config.setExceptionOverrideClassName(Demotion.class.getName());
        config.setConnectionInitSql(SESSION);
        return new HikariDataSource(config);
    }

    /**
     * One connection for a tool, which may wait longer than a request and reads whole tables.
     *
     * @param limit for a connection to be there, and ten times of it for a statement
     */
    public static Connection connect(BufferSettings settings, Duration limit) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(settings.driverSecrets());
        properties.put("user", settings.username());
        properties.putIfAbsent("password", settings.password());
        properties.put("ApplicationName", "mailbridge-tool");
        properties.put("loginTimeout", String.valueOf(limit.toSeconds()));
        properties.put("socketTimeout", String.valueOf(10 * limit.toSeconds()));
        if (JdbcAddress.eachHost(settings.jdbcUrl()).size() > 1) {
            properties.put("targetServerType", "primary");
        }
        return DriverManager.getConnection(settings.jdbcUrl(), properties);
    }

    private static DataSource driver(String url, HikariConfig config) {
        return new DriverDataSource(
                url, null, config.getDataSourceProperties(), config.getUsername(), config.getPassword());
    }
}
