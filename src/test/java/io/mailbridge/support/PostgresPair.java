package io.mailbridge.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** A primary, and a standby that has every row before its commit is answered. */
public final class PostgresPair implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final PostgresServer primary;
    private final PostgresServer standby;

    private PostgresPair(PostgresServer primary, PostgresServer standby) {
        this.primary = primary;
        this.standby = standby;
    }

    public static PostgresPair start() {
        PostgresServer primary = PostgresServer.create().start();
        primary.stop();
        PostgresServer standby = primary.standby();
        primary.withSetting("synchronous_standby_names", "standby").start();
        standby.start();
        PostgresPair pair = new PostgresPair(primary, standby);
        pair.awaitReplication();
        return pair;
    }

    private void awaitReplication() {
        await("replication")
                .atMost(LIMIT)
                .until(() -> primary.count("select count(*) from pg_stat_replication where sync_state = 'sync'") == 1);
    }

    public PostgresServer primary() {
        return primary;
    }

    public PostgresServer standby() {
        return standby;
    }

    /** Returns when the standby takes rows. */
    public void promote() {
        standby.execute("select pg_promote()");
    }

    /** A bridge's address of both. */
    public String jdbcUrl() {
        return primary.jdbcUrlBefore(standby);
    }

    @Override
    public void close() {
        primary.close();
        standby.close();
    }
}
