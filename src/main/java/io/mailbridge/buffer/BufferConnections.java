package io.mailbridge.buffer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Makes the pool to PostgreSQL, which starts while the database is down and gives up on it quickly. */
public final class BufferConnections {
    /** One each for the group commit, the expiry and the monitor, three for the replay, and one to spare. */
    private static final int POOL_SIZE = 7;

    private BufferConnections() {}

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
        // a frozen server must not hold the writer: its requests have long been answered 503
        config.addDataSourceProperty("socketTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // "on", whatever the server's default: 200 is answered after the commit and means durable.
        // A bridge that freezes in the middle of a replay gives its rows back after 10 s.
        config.setConnectionInitSql("SET synchronous_commit = on; SET idle_in_transaction_session_timeout = '10s'");
        return new HikariDataSource(config);
    }
}
