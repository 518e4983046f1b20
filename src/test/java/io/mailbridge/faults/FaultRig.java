package io.mailbridge.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.Books;
import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaCluster;
import io.mailbridge.support.LoadAnswer;
import io.mailbridge.support.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The packaged bridge with a cluster and a database, and platforms that send while something is wrong. */
final class FaultRig implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "events";
    private static final String REJECTED = "events.rejected";
    private static final String SOURCE = "shop";

    private final KafkaCluster kafka = KafkaCluster.create();
    private final PostgresServer postgres = PostgresServer.create();
    private final BridgeProcess bridge;
    private final Auditor auditor;

    FaultRig() {
        CompletableFuture<PostgresServer> database = CompletableFuture.supplyAsync(postgres::start);
        kafka.start();
        kafka.topics().create(TOPIC, 6, Map.of());
        kafka.topics().create(REJECTED, 3, Map.of());
        database.join();
        bridge = new BridgeLauncher()
                .fromJar()
                .buffer(postgres)
                .openSource(SOURCE, Copy.PROVIDER)
                .property("bridge.kafka.brokers", kafka.bootstrap())
                .property("bridge.kafka.topic", TOPIC)
                .property("bridge.kafka.rejected-topic", REJECTED)
                .property("bridge.replay.period", "200ms")
                .startReady(LIMIT);
        auditor = new Auditor(kafka.reader(), SOURCE, TOPIC, REJECTED, postgres.database());
        // the first requests of a JVM are its slowest, and no fault's
        run("nothing", 1, () -> {}, () -> {});
    }

    KafkaCluster kafka() {
        return kafka;
    }

    BridgeProcess bridge() {
        return bridge;
    }

    /**
     * Sends before, during and after a fault, then waits for rest, and audits.
     *
     * @param seconds of load during the fault
     * @param heal may assert first what should hold during the fault
     */
    Audit run(String what, int seconds, Runnable fault, Runnable heal) {
        kafka.awaitInSync(TOPIC);
        kafka.awaitInSync(REJECTED);
        List<LoadAnswer> answers;
        long healedAt;
        try (Platforms platforms = Platforms.sendTo(bridge.webhook(SOURCE))) {
            platforms.awaitFurther(Platforms.REQUESTS_PER_SECOND / 2);
            // with traffic it has recovered from the fault before
            await("a closed breaker").atMost(LIMIT).until(this::breakerIsClosed);
            fault.run();
            platforms.awaitFurther(Platforms.REQUESTS_PER_SECOND * seconds);
            heal.run();
            healedAt = System.nanoTime();
            platforms.awaitFurther(Platforms.REQUESTS_PER_SECOND / 2);
            answers = platforms.stop();
        }
        auditor.add(answers);
        await("an empty buffer")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(rows()).as(bridge.tail()).isZero());
        Duration drained = Duration.ofNanos(System.nanoTime() - healedAt);
        assertThat(answers.stream().collect(groupingBy(LoadAnswer::status, counting())))
                .as("answers by status")
                .containsOnlyKeys(200);
        Audit audit = auditor.audit(answers);
        Books.awaitBalanced(bridge);
        System.out.printf("%s: %s, drained after %d ms%n", what, audit, drained.toMillis());
        return audit;
    }

    long rows() {
        return postgres.count("select count(*) from buffered_event");
    }

    private boolean breakerIsClosed() {
        return bridge.metric("resilience4j_circuitbreaker_state", "name", "publish-breaker", "state", "closed") == 1;
    }

    @Override
    public void close() {
        bridge.close();
        kafka.close();
        postgres.close();
    }
}
