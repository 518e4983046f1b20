package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that Kafka never accepts, and rows past their retention, are parked with their reason. */
@Tag("alone")
class PoisonRecordIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "small-records";
    private static final String REJECTED = "small-dead-letters";
    /** Random, since Kafka's limit is on the compressed size. */
    private static final String TOO_LARGE =
            new Random(7).ints(40_000).mapToObj(Integer::toHexString).collect(Collectors.joining());

    @AutoClose
    private static Servers servers;

    private final KafkaBroker kafka = servers.kafka();
    private final PostgresServer postgres = servers.postgres();
    private BridgeProcess bridge;

    @BeforeAll
    static void startServers() {
        servers = Servers.start();
        servers.kafka().createTopic(TOPIC, 1, Map.of("max.message.bytes", "100000"));
        servers.kafka().createTopic(REJECTED, 1, Map.of("max.message.bytes", "100000"));
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
        servers.reset();
    }

    @Test
    void shouldParkTooLargeEventAndDeliverTheOthers() {
        bridge = launcher().property("bridge.replay.max-attempts", "3").startReady(LIMIT);

        for (int i = 0; i < 10; i++) {
            String body = "[" + event("before-" + i, "") + "," + event("poison-" + i, TOO_LARGE) + ","
                    + event("after-" + i, "") + "]";
            assertThat(bridge.post("shop", body).body()).isEqualTo("{\"accepted\":3,\"rejected\":0}");
        }
        awaitCount("parked_event", 10);

        assertThat(parked()).hasSize(10).allSatisfy(row -> assertThat(row)
                .containsEntry("reason", "record_too_large")
                .containsEntry("attempts", 3)
                .hasEntrySatisfying(
                        "last_error",
                        error -> assertThat((String) error).isNotBlank().doesNotContain(TOO_LARGE)));
        assertThat(parked()).extracting(row -> row.get("event_id")).contains("generic:poison-0", "generic:poison-9");
        assertThat(servers.buffered()).isZero();
        assertThat(servers.idsOn(TOPIC))
                .contains("generic:before-0", "generic:after-0")
                .noneMatch(id -> id.contains("poison"));
        assertThat(servers.idsOnceOn(TOPIC, bridge).stream().filter(id -> id.matches("generic:(before|after)-\\d")))
                .hasSize(20);
        assertThat(bridge.metric("bridge_events_parked_total", "reason", "record_too_large", "source", "shop"))
                .isEqualTo(10);
        assertBreakerNeverOpened();
    }

    @Test
    void shouldReplayRowsAfterPoison() {
        bridge = launcher().property("bridge.replay.max-attempts", "4").startReady(LIMIT);
        kafka.kill();
        post(event("outage-poison", TOO_LARGE));
        for (int i = 0; i < 20; i++) {
            post(event("outage-" + i, ""));
        }
        assertThat(servers.buffered()).isEqualTo(21);

        kafka.start();
        awaitCount("buffered_event", 0);

        assertThat(parked()).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("event_id", "generic:outage-poison")
                .containsEntry("attempts", 4));
        assertThat(servers.idsOnceOn(TOPIC, bridge).stream().filter(id -> id.matches("generic:outage-\\d+")))
                .hasSize(20);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(bridge.metric("bridge_events_buffered_total"))
                .isEqualTo(bridge.metric("bridge_events_replayed_total")
                        + bridge.metric("bridge_events_parked_total")
                        + bridge.metric("bridge_buffer_depth")));
    }

    /** Where the topic takes less than one of the client's batches, the client would split it for ever. */
    @Test
    void shouldSeparatePoisonFromItsBatchWhenTheTopicTakesLessThanABatch() {
        kafka.createTopic("tiny", 1, Map.of("max.message.bytes", "2000"));
        bridge = launcher().property("bridge.kafka.topic", "tiny").startReady(LIMIT);
        String body = "[" + event("tiny-1", "") + "," + event("tiny-poison", TOO_LARGE.substring(0, 9_000)) + ","
                + event("tiny-2", "") + "]";

        for (int i = 0; i < 6; i++) {
            assertThat(bridge.post("shop", body.replace("tiny-", "tiny-" + i + "-"))
                            .statusCode())
                    .isEqualTo(200);
        }
        awaitCount("parked_event", 6);
        awaitCount("buffered_event", 0);

        assertThat(parked())
                .allSatisfy(row -> assertThat((String) row.get("event_id")).endsWith("poison"));
        assertThat(servers.idsOn("tiny").stream().distinct()).hasSize(12);
        assertBreakerNeverOpened();
    }

    @Test
    void shouldParkTooLargeDeadLetter() {
        bridge = launcher().property("bridge.replay.max-attempts", "2").startReady(LIMIT);

        String body = "[" + event("beside-dead-letter", "") + ",{\"no-type\":\"" + TOO_LARGE + "\"}]";
        assertThat(bridge.post("shop", body).body()).isEqualTo("{\"accepted\":1,\"rejected\":1}");
        awaitCount("parked_event", 1);

        assertThat(parked()).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("topic", REJECTED)
                .containsEntry("reason", "record_too_large")
                .hasEntrySatisfying(
                        "rejection", rejection -> assertThat((String) rejection).isNotBlank()));
        assertThat(servers.reader().read(REJECTED)).isEmpty();
        assertThat(servers.idsOn(TOPIC)).contains("generic:beside-dead-letter");
        assertThat(bridge.metric("bridge_events_rejected_total")).isEqualTo(1);
        assertThat(bridge.metric("bridge_dead_letters_parked_total", "reason", "record_too_large"))
                .isEqualTo(1);
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_buffer_parked", "reason", "record_too_large") == 1);
        assertBreakerNeverOpened();
    }

    @Test
    void shouldParkExpiredRowsWhileKafkaIsDown() {
        bridge = launcher()
                .property("bridge.buffer.retention", "2s")
                .property("bridge.buffer.parked-retention", "1h")
                .start();
        await().ignoreExceptions()
                .atMost(LIMIT)
                .untilAsserted(
                        () -> postgres.execute(
                                "insert into parked_event (event_id, source, provider, topic, headers, value, attempts, created_at, reason,"
                                        + " parked_at) values ('old', '', '', '', '', '', 0, now(), 'old', now() - interval '2 hours')"));
        bridge.awaitReady(LIMIT);
        awaitCount("parked_event", 0);
        kafka.kill();
        for (int i = 0; i < 5; i++) {
            post(event("expired-" + i, ""));
        }
        awaitCount("parked_event", 5);

        assertThat(parked()).allSatisfy(row -> assertThat(row).containsEntry("reason", "expired"));
        assertThat(bridge.metric("bridge_events_parked_total", "reason", "expired"))
                .isEqualTo(5);
        assertThat(bridge.metric("bridge_parked_discarded_total", "reason", "old"))
                .isEqualTo(1);
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_buffer_parked", "reason", "expired") == 5);
        kafka.start();
        await().atMost(LIMIT).until(() -> {
            post(event("fresh", ""));
            return servers.idsOn(TOPIC).contains("generic:fresh");
        });
        assertThat(servers.idsOn(TOPIC)).noneMatch(id -> id.contains("expired-"));
        assertThat(postgres.count("select count(*) from parked_event")).isEqualTo(5);
    }

    private static BridgeLauncher launcher() {
        return servers.launcher()
                .openSource("shop", "generic")
                .property("bridge.kafka.topic", TOPIC)
                .property("bridge.kafka.rejected-topic", REJECTED)
                .property("bridge.event.include-raw", "true")
                .property("bridge.replay.period", "200ms");
    }

    private static String event(String id, String padding) {
        return """
                {"id":"%s","type":"delivered","recipient":"reader@example.com","padding":"%s"}""".formatted(id, padding);
    }

    private void post(String body) {
        assertThat(bridge.post("shop", body).statusCode()).isEqualTo(200);
    }

    private void assertBreakerNeverOpened() {
        assertThat(bridge.metric("resilience4j_circuitbreaker_state", "state", "closed"))
                .isEqualTo(1);
        assertThat(bridge.metric("resilience4j_circuitbreaker_calls_seconds_count", "kind", "failed"))
                .isZero();
        assertThat(bridge.metric("resilience4j_circuitbreaker_not_permitted_calls_total"))
                .isZero();
    }

    private List<Map<String, Object>> parked() {
        return postgres.database().rows("select * from parked_event order by id");
    }

    private void awaitCount(String table, long count) {
        await().atMost(LIMIT).until(() -> postgres.count("select count(*) from " + table) == count);
    }
}
