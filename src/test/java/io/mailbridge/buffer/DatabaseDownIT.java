package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.Books;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Load;
import io.mailbridge.support.LoadAnswer;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.Servers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL fails: with Kafka up no sender notices, with Kafka down the answer is 503. */
@Tag("alone")
class DatabaseDownIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The contract's 3 s, and half a second for a busy machine. */
    private static final Duration ANSWER_LIMIT = Duration.ofMillis(3500);

    private static final String EVENT = "[{\"event\":\"open\",\"sg_event_id\":\"%s\"}]";

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
    void shouldGoOnWithKafkaAloneAndTakeTheBufferBack() {
        bridge = servers.bridge().property("bridge.kafka.topic", "alone").startReady(LIMIT);
        servers.postgres().kill();
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_buffer_available") == 0);

        assertThat(post("alone-1").statusCode()).isEqualTo(200);
        assertThat(bridge.isReady()).as("ready with Kafka alone").isTrue();
        servers.postgres().start();
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_buffer_available") == 1);
        servers.kafka().kill();
        assertThat(post("alone-2").statusCode()).isEqualTo(200);
        servers.kafka().start();
        servers.awaitDrained();

        assertThat(servers.idsOn("alone")).contains("sendgrid:alone-1", "sendgrid:alone-2");
    }

    @Test
    void shouldAnswer503AndStoreNothingWithBothDown() {
        bridge = servers.bridge().property("bridge.kafka.topic", "neither").startReady(LIMIT);
        servers.postgres().kill();
        servers.kafka().kill();

        try (Load load = LoadPlan.to(bridge.webhook("demo"))
                .withWorkers(64)
                .withRequests(1_000)
                .withLimit(Duration.ofSeconds(20))
                .start()
                .await()) {
            assertThat(load.statuses()).containsOnlyKeys(503);
            assertThat(load.maxLatency()).isLessThan(ANSWER_LIMIT);
            HttpResponse<String> answer = post("neither");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            await().atMost(LIMIT).until(() -> !bridge.isReady());

            servers.postgres().start();
            servers.kafka().start();
            await().atMost(LIMIT).until(() -> post("back").statusCode() == 200);
            servers.awaitDrained();
            Set<String> refused = Servers.eventIds(load.failures().stream()
                    .map(LoadAnswer::ids)
                    .flatMap(ids -> ids.stream())
                    .collect(Collectors.toList()));
            assertThat(servers.idsOn("neither")).contains("sendgrid:back").doesNotContainAnyElementsOf(refused);
        }
    }

    @Test
    void shouldAnswer503InTimeWhenTheDatabaseFreezesInAnOutage() {
        bridge = servers.bridge().property("bridge.kafka.topic", "stuck").startReady(LIMIT);
        servers.kafka().kill();
        servers.postgres().freeze();

        try (Load load = LoadPlan.to(bridge.webhook("demo"))
                .withWorkers(32)
                .withRequests(200)
                .withLimit(Duration.ofSeconds(20))
                .start()
                .await()) {
            assertThat(load.statuses()).containsOnlyKeys(503);
            assertThat(load.maxLatency()).isLessThan(ANSWER_LIMIT);
        }
        servers.postgres().thaw();
        await().atMost(LIMIT).until(() -> post("thawed").statusCode() == 200);
        servers.kafka().start();
        servers.awaitDrained();
        Books.awaitBalanced(bridge);
    }

    private HttpResponse<String> post(String id) {
        return bridge.post("demo", EVENT.formatted(id));
    }
}
