package io.mailbridge.webhook;

import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.TopicReader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The Kafka and the PostgreSQL that the tests of one class share. */
final class Servers implements AutoCloseable {
    static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final KafkaBroker kafka = KafkaBroker.create();
    private final PostgresServer postgres = PostgresServer.create();

    private Servers() {}

    static Servers start() {
        Servers servers = new Servers();
        CompletableFuture<Void> database = CompletableFuture.runAsync(servers.postgres::start);
        servers.kafka.start();
        database.join();
        return servers;
    }

    /** For a bridge that uses both. */
    BridgeLauncher launcher() {
        return new BridgeLauncher().kafka(kafka).buffer(postgres);
    }

    KafkaBroker kafka() {
        return kafka;
    }

    PostgresServer postgres() {
        return postgres;
    }

    /** Rows in the buffer; none where the bridge has not made the table yet. */
    long bufferedRows() {
        boolean made = postgres.count("select count(to_regclass('buffered_event'))") > 0;
        return made ? postgres.count("select count(*) from buffered_event") : 0;
    }

    /** Reads topics when nothing waits in the buffer: a first request may go through it while its topic is made. */
    TopicReader topics() {
        await().atMost(START_LIMIT).until(() -> bufferedRows() == 0);
        return new TopicReader(kafka);
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
