package io.mailbridge.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A broker and a database for one test class, and what tests ask them. */
public final class Servers implements AutoCloseable {
    /** What a bridge may take to be ready. */
    public static final Duration START_LIMIT = Duration.ofSeconds(30);

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
        return start(KafkaBroker.create(brokerSettings), PostgresServer.create());
    }

    /** For servers with further listeners or certificates. */
    public static Servers start(KafkaBroker kafka, PostgresServer postgres) {
        CompletableFuture<PostgresServer> database = CompletableFuture.supplyAsync(postgres::start);
        kafka.start();
        return new Servers(kafka, database.join());
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    /** A bridge that uses both, without sources. */
    public BridgeLauncher launcher() {
        return new BridgeLauncher().kafka(kafka).buffer(postgres);
    }

    /** A bridge with the source "demo" and a short replay period, so that tests wait less. */
    public BridgeLauncher bridge() {
        return launcher().openSource("demo", "sendgrid").property("bridge.replay.period", "200ms");
    }

    /** Both up and the tables empty, for the next test. */
    public void reset() {
        kafka.thaw();
        kafka.start();
        postgres.thaw();
        postgres.start();
        if (hasTables()) {
            postgres.execute("truncate buffered_event, parked_event");
        }
    }

    private boolean hasTables() {
        return postgres.count("select count(to_regclass('buffered_event'))") > 0;
    }

    /** Rows in the buffer; none where no bridge has made the table yet. */
    public long buffered() {
        return hasTables() ? postgres.count("select count(*) from buffered_event") : 0;
    }

    /** Waits until the buffer is empty. */
    public void awaitDrained() {
        await("an empty buffer").atMost(LIMIT).until(() -> buffered() == 0);
    }

    public TopicReader reader() {
        return new TopicReader(kafka);
    }

    /** Waits for an empty buffer: a first event may go through it while its topic is created. */
    public List<TopicRecord> recordsOnceDrained(String topic) {
        awaitDrained();
        return reader().read(topic);
    }

    /** The event ids on a topic, duplicates included. */
    public List<String> idsOn(String topic) {
        return reader().idsOn(topic);
    }

    /**
     * The ids on a topic, each once and in order. At least once is promised: Kafka may take a record all the same that a
     * bridge gave up and sends again out of the buffer. More copies than rows that were in the buffer fail the test.
     */
    public List<String> idsOnceOn(String topic, BridgeProcess... bridges) {
        List<String> ids = idsOn(topic);
        List<String> once = ids.stream().distinct().toList();
        double rows = Stream.of(bridges)
                .mapToDouble(bridge -> bridge.metric("bridge_events_buffered_total"))
                .sum();
        if (ids.size() - once.size() > rows) {
            throw new AssertionError("There are more copies on %s than the %.0f rows that were in the buffer: %s"
                    .formatted(topic, rows, ids));
        }
        return once;
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
