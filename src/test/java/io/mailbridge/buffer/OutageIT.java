package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.Books;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.Servers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The broker is killed or frozen under load: no sender notices, and nothing that was answered 200 is lost. */
@Tag("alone")
class OutageIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The contract's 3 s, and half a second for a machine that runs broker, database, bridge and load on two cores. */
    private static final Duration ANSWER_LIMIT = Duration.ofMillis(3500);

    @AutoClose
    private static Servers servers;

    private BridgeProcess bridge;

    @BeforeAll
    static void startServers() {
        servers = Servers.start();
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
        servers.reset();
    }

    @Test
    void shouldAnswer200AndLoseNothingWhenTheBrokerIsKilled() {
        bridge = servers.bridge().property("bridge.kafka.topic", "killed").startReady(LIMIT);
        try (Load load = LoadPlan.to(bridge.webhook("demo"))
                .withRequests(4_000)
                .withRequestsPerSecond(400)
                .start()) {
            await().atMost(LIMIT).until(() -> load.answerCount() > 800);
            servers.kafka().kill();
            await().atMost(LIMIT).until(() -> load.answerCount() > 2_400);
            // open, or half open for a moment
            assertThat(breaker("closed")).isZero();
            assertThat(servers.buffered()).isPositive();
            assertThat(bridge.isReady()).as("ready with the buffer alone").isTrue();
            servers.kafka().start();
            load.await();

            assertOnly200(load);
            servers.awaitDrained();
            assertThat(servers.idsOn("killed")).containsAll(Servers.eventIds(load.acceptedIds()));
            assertThat(load.acceptedIds()).hasSize(4_000);
            Books.awaitBalanced(bridge);
        }
    }

    @Test
    void shouldAnswer200AndLoseNothingWhenTheBrokerFreezes() {
        bridge = servers.bridge().property("bridge.kafka.topic", "frozen").startReady(LIMIT);
        try (Load load = LoadPlan.to(bridge.webhook("demo"))
                .withRequests(600)
                .withEventsPerRequest(20)
                .withRequestsPerSecond(80)
                .start()) {
            await().atMost(LIMIT).until(() -> load.answerCount() > 150);
            servers.kafka().freeze();
            await().atMost(LIMIT).until(() -> load.answerCount() > 400);
            servers.kafka().thaw();
            load.await();

            assertOnly200(load);
            servers.awaitDrained();
            // what timed out for us may have arrived all the same: then it is there twice, under one id
            assertThat(servers.idsOn("frozen")).containsAll(Servers.eventIds(load.acceptedIds()));
            assertThat(load.acceptedIds()).hasSize(12_000);
            Books.awaitBalanced(bridge);
        }
    }

    /** As behind an ingress, where all senders have one address: in the first second all requests wait. */
    @Test
    void shouldAnswer200WhereMoreRequestsWaitThanConnectionsOfAPeerMayBeOpenWithoutOne() {
        bridge = servers.bridge()
                .property("bridge.kafka.topic", "crowded")
                .property("bridge.http.max-connections-per-peer", "20")
                .startReady(LIMIT);
        assertThat(bridge.post("demo", "[{\"event\":\"open\"}]").statusCode()).isEqualTo(200);
        servers.kafka().freeze();
        try (Load load = LoadPlan.to(bridge.webhook("demo"))
                .withWorkers(200)
                .withRequests(300)
                .withRequestsPerSecond(150)
                .start()
                .await()) {
            assertOnly200(load);
            assertThat(bridge.log()).doesNotContain("closed at once");
        }
    }

    @Test
    void shouldAnswerInTimeWhenTheBrokerGoesBeforeTheFirstRecord() {
        bridge = servers.bridge().property("bridge.kafka.topic", "unsent").startReady(LIMIT);
        servers.kafka().kill();
        try (Load load = LoadPlan.to(bridge.webhook("demo"))
                .withRequests(200)
                .withLimit(Duration.ofSeconds(20))
                .start()
                .await()) {
            assertOnly200(load);
            servers.kafka().start();
            servers.awaitDrained();
            assertThat(servers.idsOn("unsent")).containsAll(Servers.eventIds(load.acceptedIds()));
        }
    }

    @Test
    void shouldKeepDeadLettersThroughTheOutage() {
        bridge = servers.bridge()
                .property("bridge.kafka.topic", "good")
                .property("bridge.kafka.rejected-topic", "bad")
                .startReady(LIMIT);
        servers.kafka().kill();

        assertThat(bridge.post("demo", "[{\"event\":\"open\",\"sg_event_id\":\"good-1\"},42]")
                        .body())
                .isEqualTo("{\"accepted\":1,\"rejected\":1}");
        assertThat(bridge.post("demo", "not json").statusCode()).isEqualTo(400);
        assertThat(servers.buffered()).isEqualTo(3);
        servers.kafka().start();
        servers.awaitDrained();

        assertThat(servers.idsOnceOn("good", bridge)).containsExactly("sendgrid:good-1");
        assertThat(servers.reader().read("bad").stream()
                        .map(letter -> new String(letter.value()))
                        .distinct())
                .containsExactlyInAnyOrder("42", "not json");
        Books.awaitBalanced(bridge);
    }

    private static void assertOnly200(Load load) {
        assertThat(load.statuses()).containsOnlyKeys(200);
        assertThat(load.maxLatency()).isLessThan(ANSWER_LIMIT);
    }

    private double breaker(String state) {
        return bridge.metric("resilience4j_circuitbreaker_state", "state", state);
    }
}
