package io.mailbridge.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What one version has buffered, the other one sends. -Dprevious=FOLDER is the unpacked archive of the version before this one,
 * for the tests that run both; MigrationsTest shows of every build that the tables allow it.
 */
class UpgradeIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String PREVIOUS = System.getProperty("previous", "");
    private static final int ROWS = 100_000;
    private static final int REPLICAS = 3;
    private static final int REQUESTS = 20;
    private static final int EVENTS = 50;

    /** Each test begins with tables that are not there yet. */
    private Servers servers;

    private void startServers() {
        servers = Servers.start();
        servers.kafka().createTopic("email-events", 3, Map.of());
    }

    @AfterEach
    void stopServers() {
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void shouldMigrateALargeTableWhenSeveralReplicasStartAtOnce() {
        startServers();
        PostgresServer postgres = servers.postgres();
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                .table("mailbridge_schema_history")
                .target("1")
                .load()
                .migrate();
        postgres.execute("""
                insert into buffered_event (event_id, source, provider, topic, record_key, headers, value)
                select 'row-' || i, 'demo', 'sendgrid', 'email-events', 'k', '{"ce_id":"row-' || i || '"}', '{}'
                from generate_series(1, %d) i""".formatted(ROWS));
        long began = System.nanoTime();
        List<BridgeProcess> bridges = new ArrayList<>();
        try {
            for (int i = 0; i < REPLICAS; i++) {
                bridges.add(servers.bridge().start());
            }
            bridges.forEach(bridge -> bridge.awaitReady(LIMIT));
            await("all rows sent").atMost(LIMIT).until(() -> servers.buffered() == 0);
            System.out.printf(
                    "UpgradeIT: %,d rows migrated and drained by %d replicas, %.1f s after their start%n",
                    ROWS, REPLICAS, (System.nanoTime() - began) / 1e9);
            assertThat(bridges.stream().mapToLong(bridge -> migrations(bridge)).sum())
                    .as("by one of them, once each")
                    .isEqualTo(postgres.count("select count(*) - 1 from mailbridge_schema_history"));
        } finally {
            bridges.forEach(BridgeProcess::close);
        }
        assertThat(new HashSet<>(servers.idsOn("email-events"))).hasSize(ROWS);
    }

    @Test
    void shouldSendWhatThePreviousVersionHasBuffered() {
        BridgeLauncher previous = previous();
        moveFrom(previous, servers.bridge());
    }

    @Test
    void shouldLeaveToThePreviousVersionWhatItCanSend() {
        BridgeLauncher previous = previous();
        moveFrom(servers.bridge(), previous);
    }

    @Test
    void shouldSendTogetherWithThePreviousVersion() {
        BridgeLauncher previous = previous();
        Set<String> sent = bufferBy(previous);
        sent.addAll(bufferBy(servers.bridge()));
        try (BridgeProcess one = previous.start();
                BridgeProcess other = servers.bridge().start()) {
            servers.kafka().start();
            one.awaitReady(LIMIT);
            other.awaitReady(LIMIT);
            servers.awaitDrained();
        }
        assertThat(new HashSet<>(servers.idsOn("email-events"))).isEqualTo(sent);
    }

    private void moveFrom(BridgeLauncher from, BridgeLauncher to) {
        Set<String> sent = bufferBy(from);
        assertThat(servers.buffered()).isGreaterThanOrEqualTo(sent.size());
        servers.kafka().start();
        try (BridgeProcess bridge = to.startReady(LIMIT)) {
            servers.awaitDrained();
            assertThat(bridge.metric("bridge_events_parked_total")).isZero();
        }
        assertThat(new HashSet<>(servers.idsOn("email-events"))).isEqualTo(sent);
    }

    private Set<String> bufferBy(BridgeLauncher launcher) {
        servers.kafka().kill();
        Set<String> ids = new HashSet<>();
        try (BridgeProcess bridge = launcher.startReady(LIMIT)) {
            for (int i = 0; i < REQUESTS; i++) {
                List<String> request = IntStream.range(0, EVENTS)
                        .mapToObj(n -> "e" + System.nanoTime() + "-" + n)
                        .toList();
                // a platform sends it again, too: the first request of a process may be slow on a busy machine
                await().atMost(LIMIT)
                        .until(() -> bridge.post("demo", SendGridEvents.batch(request))
                                        .statusCode()
                                == 200);
                ids.addAll(Servers.eventIds(request));
            }
        }
        return ids;
    }

    private BridgeLauncher previous() {
        if (PREVIOUS.isEmpty()) {
            System.out.println(
                    "UpgradeIT: skipped, no -Dprevious=FOLDER of the unpacked archive of the version before");
        }
        assumeTrue(!PREVIOUS.isEmpty(), "no -Dprevious");
        startServers();
        return servers.bridge().home(Path.of(PREVIOUS)).fromJarOfHome("mailbridge.jar");
    }

    private static long migrations(BridgeProcess bridge) {
        return Stream.of(bridge.log().split("\n"))
                .filter(line -> line.contains("The buffer's tables are ready"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\\((\\d+) migrations run\\).*", "$1")))
                .sum();
    }
}
