package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL fails under load, alone and together with Kafka: one process goes through all of it and loses nothing. */
class PostgresFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofSeconds(60);
    /** Longer than any time limit of the bridge and of its connections. */
    private static final Duration HELD = Duration.ofSeconds(15);

    private static final String TOPIC = "faults";
    private static final String NO_CONNECTION_LEFT = "53300";

    private static Servers servers;
    private static BridgeProcess bridge;
    private static Auditor auditor;

    private Load load;

    @BeforeAll
    static void start() {
        servers = Servers.start(
                KafkaBroker.create(Map.of()), PostgresServer.create().withSetting("max_connections", "30"));
        servers.kafka().createTopic(TOPIC, 3, Map.of());
        bridge = servers.bridge().property("bridge.kafka.topic", TOPIC).startReady(Servers.START_LIMIT);
        auditor = new Auditor(
                servers.reader(),
                "demo",
                TOPIC,
                "email-events.rejected",
                servers.postgres().database(),
                bridge::tail);
    }

    @AfterAll
    static void stop() {
        if (bridge != null) {
            bridge.close();
        }
        servers.close();
    }

    @BeforeEach
    void startLoad() {
        load = LoadPlan.to(bridge.webhook("demo"))
                .withRequests(1_000_000)
                .withRequestsPerSecond(100)
                .withLimit(LIMIT.multipliedBy(3))
                .start();
        awaitAccepted(LIMIT);
    }

    @AfterEach
    void stopLoad() {
        load.close();
        servers.reset();
        await().atMost(LIMIT).until(bridge::isReady);
    }

    @Test
    void shouldRefuseWhileOthersHoldAllConnections() throws SQLException {
        servers.kafka().kill();
        awaitAccepted(RECOVERY);

        List<Connection> others = takeAllConnections();
        try {
            awaitRefused();
            await().atMost(LIMIT).until(() -> !bridge.isReady());
            await().atMost(LIMIT).untilAsserted(() -> assertThat(
                            bridge.management("/observe/health/ready?data=true").body())
                    .contains("too many clients already"));
        } finally {
            for (Connection other : others) {
                other.close();
            }
        }
        awaitAccepted(RECOVERY);
        servers.kafka().start();
        assertKept();
    }

    @Test
    void shouldAnswerFromKafkaAloneWhileTheTablesAreLockedForAMinute() throws SQLException {
        servers.kafka().kill();
        awaitAccepted(RECOVERY);

        try (Connection other = servers.postgres().database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table buffered_event, parked_event in access exclusive mode");
            long lockedAt = System.nanoTime();
            awaitRefused();
            servers.kafka().start();
            awaitAccepted(RECOVERY);
            AtomicInteger refused = new AtomicInteger();
            await("none refused any more")
                    .during(HELD)
                    .atMost(HELD.plus(RECOVERY))
                    .until(() -> {
                        int now = load.failures().size();
                        return refused.getAndSet(now) == now;
                    });
            assertThat(bridge.isReady()).as("ready with Kafka alone").isTrue();

            servers.kafka().kill();
            awaitRefused();
            int accepted = load.acceptedIds().size();
            await().during(HELD).atMost(LIMIT).until(() -> load.acceptedIds().size() == accepted);
            assertThat(bridge.isReady()).as("ready while no row can be written").isFalse();

            servers.kafka().start();
            awaitAccepted(RECOVERY);
            await("the minute").atMost(MINUTE).until(() -> System.nanoTime() - lockedAt > MINUTE.toNanos());
        }
        assertKept();
    }

    @Test
    void shouldGoOnWhenTheDatabaseIsRestartedAndWhenItIsFrozenAndReplaced() {
        servers.kafka().kill();
        awaitAccepted(RECOVERY);

        servers.postgres().restart();
        awaitAccepted(RECOVERY);
        servers.postgres().freeze();
        awaitRefused();
        servers.postgres().kill();
        servers.postgres().start();
        awaitAccepted(RECOVERY);
        servers.kafka().start();
        assertKept();
    }

    @Test
    void shouldRecoverWhenKafkaIsTheFirstToFailAndToComeBack() {
        bothDown(servers.kafka()::kill, servers.postgres()::kill, servers.kafka()::start, servers.postgres()::start);
    }

    @Test
    void shouldRecoverWhenKafkaIsTheFirstToFailAndTheLastToComeBack() {
        bothDown(servers.kafka()::kill, servers.postgres()::kill, servers.postgres()::start, servers.kafka()::start);
    }

    @Test
    void shouldRecoverWhenTheDatabaseIsTheFirstToFailAndToComeBack() {
        bothDown(servers.postgres()::kill, servers.kafka()::kill, servers.postgres()::start, servers.kafka()::start);
    }

    @Test
    void shouldRecoverWhenTheDatabaseIsTheFirstToFailAndTheLastToComeBack() {
        bothDown(servers.postgres()::kill, servers.kafka()::kill, servers.kafka()::start, servers.postgres()::start);
    }

    private void bothDown(Runnable failFirst, Runnable failLast, Runnable healFirst, Runnable healLast) {
        failFirst.run();
        awaitAccepted(RECOVERY);
        failLast.run();
        awaitRefused();
        await().atMost(LIMIT).until(() -> !bridge.isReady());

        healFirst.run();
        awaitAccepted(RECOVERY);
        healLast.run();
        assertKept();
    }

    /** Takes the bridge's as well, since those would be enough for it. */
    private static List<Connection> takeAllConnections() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        taken.add(servers.postgres().database().connect());
        try (Statement statement = taken.get(0).createStatement()) {
            do {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where application_name = 'mailbridge'");
                while (takesOneMore(taken)) {
                    // until none is left
                }
            } while (holdsOne(statement));
        }
        return taken;
    }

    private static boolean takesOneMore(List<Connection> taken) throws SQLException {
        try {
            taken.add(servers.postgres().database().connect());
            return true;
        } catch (SQLException e) {
            if (NO_CONNECTION_LEFT.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static boolean holdsOne(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery(
                "select 1 from pg_stat_activity where application_name = 'mailbridge' limit 1")) {
            return rows.next();
        }
    }

    private void awaitAccepted(Duration limit) {
        int accepted = load.acceptedIds().size();
        await("requests answered 200")
                .atMost(limit)
                .until(() -> load.acceptedIds().size() > accepted + 50);
    }

    private void awaitRefused() {
        int refused = load.failures().size();
        await("requests answered 503").atMost(LIMIT).until(() -> load.failures().size() > refused + 100);
    }

    private void assertKept() {
        long healedAt = System.nanoTime();
        awaitAccepted(RECOVERY);
        load.stop();
        auditor.audit(load.answers(), healedAt, 200, 503);
    }
}
