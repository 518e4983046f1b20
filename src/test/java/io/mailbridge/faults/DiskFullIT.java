package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TinyDisk;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kafka is down, and the disk of the buffer's rows, or of PostgreSQL's log, is full under load until somebody frees it. */
@Tag("alone")
class DiskFullIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final String TOPIC = "full";

    private static TinyDisk rows;
    private static TinyDisk log;
    private static Servers servers;
    private static BridgeProcess bridge;
    private static Auditor auditor;

    private Load load;

    @BeforeAll
    static void start() {
        rows = TinyDisk.mount(64);
        log = TinyDisk.mount(64);
        PostgresServer postgres = PostgresServer.create()
                .withWalIn(log.path())
                .withSetting("min_wal_size", "2MB")
                .withSetting("max_wal_size", "8MB");
        servers = Servers.start(KafkaBroker.create(Map.of()), postgres);
        servers.kafka().createTopic(TOPIC, 3, Map.of());
        bridge = servers.bridge().property("bridge.kafka.topic", TOPIC).startReady(Servers.START_LIMIT);
        auditor = new Auditor(
                servers.reader(), "demo", TOPIC, "email-events.rejected", postgres.database(), bridge::tail);
        postgres.execute("create tablespace tiny location '" + rows.path() + "'");
        postgres.execute("alter table buffered_event set tablespace tiny");
    }

    @AfterAll
    static void stop() {
        if (bridge != null) {
            bridge.close();
        }
        if (servers != null) {
            servers.close();
        }
        for (TinyDisk disk : Arrays.asList(rows, log)) {
            if (disk != null) {
                disk.close();
            }
        }
    }

    @BeforeEach
    void bufferUnderLoad() {
        servers.kafka().kill();
        load = LoadPlan.to(bridge.webhook("demo"))
                .withRequests(1_000_000)
                .withEventsPerRequest(20)
                .withRequestsPerSecond(50)
                .start();
        awaitAccepted();
    }

    @AfterEach
    void reset() {
        load.close();
        rows.free();
        log.free();
        servers.reset();
    }

    @Test
    void shouldGoOnWhenTheDiskOfTheRowsHasRoomAgain() {
        rows.fill();
        awaitRefused();
        await().atMost(LIMIT).until(() -> !bridge.isReady());
        assertThat(bridge.log()).contains("No space left on device");

        rows.free();
        awaitAccepted();
        assertKept();
    }

    /** PostgreSQL cannot go on without its log: it ends, and is started again. */
    @Test
    void shouldGoOnWhenTheDiskOfTheLogHasRoomAgain() {
        // else checkpoints that keep up with the load use old files again, and the disk is never missed
        servers.postgres().execute("select pg_create_physical_replication_slot('keeps_old_files', true)");
        log.fill();
        awaitRefused();
        await().atMost(LIMIT).until(() -> !bridge.isReady());
        assertThat(servers.postgres().log()).contains("No space left on device");

        log.free();
        servers.postgres().restart();
        servers.postgres().execute("select pg_drop_replication_slot('keeps_old_files')");
        awaitAccepted();
        assertKept();
    }

    private void awaitAccepted() {
        int accepted = load.acceptedIds().size();
        await("requests answered 200")
                .atMost(RECOVERY)
                .until(() -> load.acceptedIds().size() > accepted + 1000);
    }

    private void awaitRefused() {
        int refused = load.failures().size();
        await("requests answered 503").atMost(LIMIT).until(() -> load.failures().size() > refused + 50);
    }

    private void assertKept() {
        load.stop();
        servers.kafka().start();
        auditor.audit(load.answers(), System.nanoTime(), 200, 503);
    }
}
