package io.mailbridge.replay;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes share one buffer: each row is sent by one of them, and if one fails the other sends its rows. */
class TwoReplicasIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int EVENTS = 4_000;

    @AutoClose
    private static Servers servers;

    private final KafkaBroker kafka = servers.kafka();
    private final PostgresServer postgres = servers.postgres();
    private final List<String> answered = new ArrayList<>();
    private String topic;
    private BridgeProcess one;
    private BridgeProcess other;

    @BeforeAll
    static void startServers() {
        servers = Servers.start();
    }

    @BeforeEach
    void createTopic() {
        topic = "events-" + System.nanoTime();
        kafka.createTopic(topic, 3, Map.of());
    }

    @AfterEach
    void stopBridges() {
        one.close();
        other.close();
        servers.reset();
    }

    @Test
    void shouldSendEachRowOnceWhenBothDrain() {
        startPair();
        bufferThroughBoth();

        kafka.start();
        servers.awaitDrained();

        assertThat(servers.idsOnceOn(topic, one, other)).containsExactlyInAnyOrderElementsOf(answered);
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(fleet("bridge_events_replayed_total")).isEqualTo(EVENTS);
            assertThat(one.metric("bridge_buffer_depth")).isZero();
            assertThat(other.metric("bridge_buffer_depth")).isZero();
        });
        assertThat(one.metric("bridge_events_replayed_total")).isPositive();
        assertThat(other.metric("bridge_events_replayed_total")).isPositive();
        assertThat(fleet("bridge_events_received_total")).isEqualTo(EVENTS);
        assertThat(fleet("bridge_events_published_total") + fleet("bridge_events_buffered_total"))
                .isEqualTo(EVENTS);
        assertThat(fleet("bridge_events_buffered_total")).isEqualTo(EVENTS);
    }

    @Test
    void shouldDrainAllWhenOneIsKilledInTheMiddle() {
        startPair();
        bufferThroughBoth();

        kafka.start();
        awaitFirstReplayed(one);
        one.kill();
        assertThat(servers.buffered()).as("rows left when it was killed").isPositive();
        servers.awaitDrained();

        assertThat(idsOnTopic()).containsAll(answered);
        assertThat(idsOnTopic().stream().distinct()).hasSize(EVENTS);
    }

    @Test
    void shouldDrainRowsOfTheFrozenWhenTheirTransactionTimesOut() {
        startPair();
        bufferThroughBoth();

        kafka.start();
        awaitFirstReplayed(one);
        freezeWhileItHoldsRows();
        long frozenAt = System.nanoTime();
        servers.awaitDrained();

        assertThat(Duration.ofNanos(System.nanoTime() - frozenAt)).isLessThan(Duration.ofSeconds(40));
        assertThat(idsOnTopic()).containsAll(answered);
        assertThat(idsOnTopic().stream().distinct()).hasSize(EVENTS);

        one.thaw();
        await().atMost(LIMIT).until(one::isReady);
        assertThat(one.post("shop", SendGridEvents.batch(List.of("late"))).statusCode())
                .isEqualTo(200);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(idsOnTopic()).contains("sendgrid:late"));
        assertThat(idsOnTopic().stream().collect(groupingBy(id -> id, counting())))
                .as("how often each was sent, also by the frozen one")
                .allSatisfy((id, times) -> assertThat(times).isLessThanOrEqualTo(2));
    }

    /** Paced, so that the drain lasts long enough for both and for what a test does meanwhile. */
    private void startPair() {
        one = launcher("one").start();
        other = launcher("other").start();
        one.awaitReady(LIMIT);
        other.awaitReady(LIMIT);
    }

    private BridgeLauncher launcher(String name) {
        return servers.launcher()
                .property("bridge.buffer.jdbc-url", postgres.jdbcUrl() + "?ApplicationName=" + name)
                .openSource("shop", "sendgrid")
                .property("bridge.kafka.topic", topic)
                .property("bridge.replay.batch-size", "200")
                .property("bridge.replay.max-rate", "500");
    }

    /** Kafka is down, so every event of the load becomes a row. */
    private void bufferThroughBoth() {
        kafka.kill();
        for (BridgeProcess bridge : List.of(one, other)) {
            LoadPlan plan = LoadPlan.to(bridge.webhook("shop"))
                    .withRequests(EVENTS / 20)
                    .withEventsPerRequest(10)
                    .withLimit(LIMIT);
            try (Load load = plan.start()) {
                assertThat(load.await().failures()).isEmpty();
                load.acceptedIds().forEach(id -> answered.add("sendgrid:" + id));
            }
        }
        assertThat(answered).hasSize(EVENTS);
        assertThat(servers.buffered()).isEqualTo(EVENTS);
    }

    private void awaitFirstReplayed(BridgeProcess bridge) {
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_events_replayed_total") > 0);
    }

    /** While Kafka does not answer a claim lasts until the attempt's time limit, long enough to be observed. */
    private void freezeWhileItHoldsRows() {
        kafka.freeze();
        await().pollInterval(Duration.ofMillis(20)).atMost(LIMIT).until(() -> transactionsOfOne() > 0);
        one.freeze();
        kafka.thaw();
        assertThat(transactionsOfOne()).as("rows held by the frozen process").isPositive();
        assertThat(servers.buffered()).isPositive();
    }

    private long transactionsOfOne() {
        return postgres.count("select count(*) from pg_stat_activity"
                + " where application_name = 'one' and state = 'idle in transaction' and query like '%SKIP LOCKED%'");
    }

    private List<String> idsOnTopic() {
        return servers.idsOn(topic);
    }

    private double fleet(String metric) {
        return one.metric(metric) + other.metric(metric);
    }
}
