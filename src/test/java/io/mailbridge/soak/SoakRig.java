package io.mailbridge.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.audit.MetricsPage;
import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.ClassPath;
import io.mailbridge.support.KafkaCluster;
import io.mailbridge.support.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A cluster, a database, and two bridges with the settings of production: one that lives as long as the soak, so that its
 * memory can be judged, and one that is stopped, killed and started again.
 */
final class SoakRig implements AutoCloseable {
    /** Remembers every row that was ever buffered, since a replayed one is deleted. */
    private static final String WATCH = """
            create table soaked_row (event_id text not null);
            create index on soaked_row (event_id);
            create function soak_row() returns trigger language plpgsql as
                'begin insert into soaked_row values (new.event_id); return null; end';
            create trigger soak_row after insert on buffered_event for each row execute function soak_row();
            """;

    private static final int IDS_A_QUERY = 500;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String TOPIC = "events";
    private static final String REJECTED = "events.rejected";
    private static final int JDK_OF_THE_OPTIONS = 25;

    private final KafkaCluster kafka = KafkaCluster.create();
    private final PostgresServer postgres = PostgresServer.create();
    private final Path logs;
    private final BridgeLauncher otherLauncher;
    private final BridgeProcess bridge;
    private volatile BridgeProcess other;

    /**
     * @param home folder of settings, routes and profiles
     * @param logs folder that keeps what the bridges print
     */
    SoakRig(Path home, Path logs) {
        this.logs = logs;
        CompletableFuture<PostgresServer> database = CompletableFuture.supplyAsync(postgres::start);
        kafka.start();
        kafka.topics().create(TOPIC, 6, Map.of());
        kafka.topics().create(REJECTED, 3, Map.of());
        database.join();
        bridge = launcher(home).startReady(LIMIT);
        postgres.execute(WATCH);
        otherLauncher = launcher(home);
        other = otherLauncher.startReady(LIMIT);
    }

    private BridgeLauncher launcher(Path home) {
        BridgeLauncher launcher = new BridgeLauncher()
                .fromJar()
                .home(home)
                .buffer(postgres)
                .property("bridge.kafka.brokers", kafka.bootstrap())
                .property("bridge.kafka.topic", TOPIC)
                .property("bridge.kafka.rejected-topic", REJECTED);
        for (Platform platform : Platform.values()) {
            String source = "bridge.sources." + platform.provider() + ".";
            launcher.property(source + "provider", platform.provider());
            platform.credentials().forEach((key, value) -> launcher.property(source + key, value));
        }
        if (Runtime.version().feature() >= JDK_OF_THE_OPTIONS) {
            launcher.jvmOption("@" + ClassPath.projectRoot().resolve("jvm/options"));
        }
        return launcher;
    }

    KafkaCluster kafka() {
        return kafka;
    }

    PostgresServer postgres() {
        return postgres;
    }

    BridgeProcess bridge() {
        return bridge;
    }

    /** The one that is started again; may not run. */
    BridgeProcess other() {
        return other;
    }

    void restartOther() {
        keepLog(other, "other.log");
        other.close();
        other = otherLauncher.startReady(LIMIT);
    }

    List<URI> addresses() {
        return List.of(bridge.serverUri("/"), other().serverUri("/"));
    }

    /** Waits until all replicas are in sync and the buffer is empty. */
    void awaitRest() {
        kafka.awaitInSync(TOPIC);
        kafka.awaitInSync(REJECTED);
        await("an empty buffer")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(rows()).as(bridge.tail()).isZero());
        await("the bridge's count of an empty buffer")
                .atMost(LIMIT)
                .until(() -> bridge.metric("bridge_buffer_depth") == 0);
    }

    private long rows() {
        return postgres.count("select count(*) from buffered_event");
    }

    long parked() {
        return postgres.count("select count(*) from parked_event");
    }

    /** Has the bridge free all that is not reachable. */
    void collect() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(jcmd, Long.toString(bridge.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("jcmd cannot make the bridge collect its garbage");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the bridge collected its garbage", e);
        }
    }

    /** Which of these ids were ever in the buffer. */
    Set<String> buffered(Set<String> ids) {
        List<String> asked = List.copyOf(ids);
        Set<String> found = new HashSet<>();
        for (int from = 0; from < asked.size(); from += IDS_A_QUERY) {
            String some = asked.subList(from, Math.min(asked.size(), from + IDS_A_QUERY)).stream()
                    .map(id -> "'" + id + "'")
                    .collect(Collectors.joining(","));
            postgres.database()
                    .rows("select distinct event_id from soaked_row where event_id in (" + some + ")")
                    .forEach(row -> found.add((String) row.get("event_id")));
        }
        return found;
    }

    StoredEvents stored(Tally tally) {
        StoredEvents stored = new StoredEvents(tally);
        kafka.reader().forEach(TOPIC, record -> stored.add(record, false));
        kafka.reader().forEach(REJECTED, record -> stored.add(record, true));
        return stored;
    }

    /** Of what each process has counted since its start. */
    void assertBooksBalance() {
        for (BridgeProcess process : List.of(bridge, other())) {
            MetricsPage page = process.metrics();
            assertThat(count(page, "received"))
                    .as("received = published + buffered + rejected + dropped by a route")
                    .isEqualTo(count(page, "published")
                            + count(page, "buffered")
                            + count(page, "rejected")
                            + count(page, "dropped_by_route"));
        }
    }

    private static double count(MetricsPage page, String what) {
        return page.sum("bridge_events_" + what + "_total");
    }

    private void keepLog(BridgeProcess process, String name) {
        try {
            Files.createDirectories(logs);
            Files.writeString(logs.resolve(name), process.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        keepLog(bridge, "bridge.log");
        keepLog(other, "other.log");
        bridge.close();
        other.close();
        kafka.close();
        postgres.close();
    }
}
