package io.mailbridge.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A broker and a database for one test class, and the questions that tests ask of both. */
public final class Servers implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KafkaBroker kafka;
    private final PostgresServer postgres;

    private Servers(KafkaBroker kafka, PostgresServer postgres) {
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /** Both, started side by side. */
    public static Servers start() {
        return start(Map.of());
    }

    /** @param brokerSettings over the broker's defaults */
    public static Servers start(Map<String, String> brokerSettings) {
        CompletableFuture<PostgresServer> postgres =
                CompletableFuture.supplyAsync(() -> PostgresServer.create().start());
        KafkaBroker kafka = KafkaBroker.create(brokerSettings).start();
        return new Servers(kafka, postgres.join());
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    /** A bridge with the source "demo" that looks at an empty buffer often, so that tests wait less. */
    public BridgeLauncher bridge() {
        return new BridgeLauncher()
                .kafka(kafka)
                .buffer(postgres)
                .openSource("demo", "sendgrid")
                .property("bridge.replay.period", "200ms");
    }

    /** Both up and the tables empty, for the next test. */
    public void reset() {
        kafka.thaw();
        kafka.start();
        postgres.thaw();
        postgres.start();
        if (postgres.count("select count(*) from pg_tables where tablename = 'buffered_event'") > 0) {
            postgres.execute("truncate buffered_event, parked_event");
        }
    }

    public long buffered() {
        return postgres.count("select count(*) from buffered_event");
    }

    /** Waits until nothing waits in the buffer. */
    public void awaitDrained() {
        await("an empty buffer").atMost(LIMIT).until(() -> buffered() == 0);
    }

    /** The event ids on a topic, duplicates included. */
    public List<String> idsOn(String topic) {
        return new TopicReader(kafka).read(topic).stream().map(TopicRecord::id).toList();
    }

    /** The sg_event_ids of a load as the ids they become. */
    public static Set<String> eventIds(List<String> sendGridIds) {
        return sendGridIds.stream().map(id -> "sendgrid:" + id).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
