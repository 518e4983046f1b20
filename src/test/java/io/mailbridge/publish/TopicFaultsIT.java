package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.KafkaTopics;
import io.mailbridge.support.Servers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A faulty topic affects no other: the others are published, and the replay skips its rows. */
@Tag("alone")
class TopicFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** A record that Kafka does not acknowledge takes a second, one that goes straight to the buffer milliseconds. */
    private static final Duration WITHOUT_WAITING = Duration.ofMillis(400);

    private static final AclBinding OTHERS_ONLY = TopicRights.othersOnly("events.complained");

    @AutoClose
    private static Servers servers;

    private final KafkaTopics topics = servers.kafka().topics();

    @BeforeAll
    static void startServers() {
        servers = Servers.start(TopicRights.CHECKED);
    }

    @BeforeEach
    void noTopics() {
        topics.names().forEach(topics::delete);
        await().atMost(LIMIT).until(() -> topics.names().isEmpty());
    }

    @AfterEach
    void emptyBuffer() {
        servers.reset();
    }

    @Test
    void shouldPublishGoodEventsWhileTheTopicOfDeadLettersIsMissing() {
        create("email-events");
        try (BridgeProcess bridge = servers.bridge().startReady(LIMIT)) {
            assertThat(bridge.post("demo", "[{\"event\":\"open\"},{\"bad\":1}]").body())
                    .isEqualTo("{\"accepted\":1,\"rejected\":1}");
            for (int i = 0; i < 40; i++) {
                String event = "[{\"event\":\"open\",\"sg_event_id\":\"good-" + i + "\"}]";
                assertAcceptedAtOnce(() -> bridge.post("demo", event));
            }

            assertThat(bridge.metric("bridge_events_published_total")).isEqualTo(41);
            assertThat(bridge.metric("bridge_events_buffered_total")).isZero();
            assertThat(bridge.metric("bridge_topic_available", "topic", "email-events"))
                    .isEqualTo(1);
            assertThat(bridge.metric("bridge_topic_available", "topic", "email-events.rejected"))
                    .isZero();
            assertThat(breakerIsClosed(bridge)).isTrue();
            assertThat(bridge.management("/observe/health/ready?data=true").body())
                    .contains("topic.email-events.rejected");
            assertThat(bridge.log().lines().filter(line -> line.contains("email-events.rejected")))
                    .as("said once")
                    .hasSize(1);
            assertThat(servers.buffered()).isEqualTo(1);

            create("email-events.rejected");
            servers.awaitDrained();
            await().atMost(LIMIT)
                    .until(() -> bridge.log().contains("Topic email-events has a replication factor of 1"));
            assertThat(bridge.log()).contains("Topic email-events.rejected takes records again");
        }
    }

    @Test
    void shouldHoldBackOnlyRecordsOfFaultyTopics() {
        for (String type : Set.of("delivered", "complained", "clicked", "unsubscribed")) {
            create("events." + type);
        }
        Map<String, String> bothCopies = Map.of("min.insync.replicas", "2");
        servers.kafka()
                .withAdmin(admin -> admin.createAcls(List.of(OTHERS_ONLY)).all());
        try (KafkaBroker second = KafkaBroker.joining(servers.kafka(), TopicRights.CHECKED)
                        .start();
                BridgeProcess bridge = perType(Map.of(0, List.of(1, 2))).startReady(LIMIT)) {
            await().atMost(LIMIT)
                    .until(() -> bridge.log().contains("Topic email-events.rejected has min.insync.replicas=1"));
            servers.kafka().withAdmin(admin -> admin.createTopics(List.of(
                            new NewTopic("events.opened", Map.of(0, List.of(1, 2))).configs(bothCopies),
                            new NewTopic("events.deferred", Map.of(0, List.of(2)))))
                    .all());
            post(bridge, "before", "unsubscribed", "opened", "deferred");
            assertThat(published(bridge)).as("all topics are well").isEqualTo(3);
            topics.delete("events.unsubscribed");
            second.kill();
            // missing, forbidden, deleted, without enough replicas, without a leader
            List<String> faulty = List.of("bounced", "complained", "unsubscribed", "opened", "deferred");
            await().atMost(LIMIT).untilAsserted(() -> {
                faulty.forEach(type -> post(bridge, "first", type));
                assertThat(unavailableTopics(bridge))
                        .as(bridge.tail())
                        .containsExactlyInAnyOrderElementsOf(
                                faulty.stream().map("events."::concat).toList());
            });
            assertThat(breakerIsClosed(bridge)).isTrue();
            double before = published(bridge);

            for (int i = 0; i < 10; i++) {
                String id = "e" + i;
                assertAcceptedAtOnce(() -> post(bridge, id, faulty.toArray(String[]::new)));
                assertAcceptedAtOnce(() -> post(bridge, id, "delivered"));
                assertAcceptedAtOnce(() -> post(bridge, "mixed-" + id, "clicked", "bounced", "opened"));
            }

            assertThat(published(bridge) - before).isEqualTo(20);
            assertThat(breakerIsClosed(bridge)).isTrue();

            // rows of an outage that come after the rows of the faulty topics are not held up by them
            long held = servers.buffered();
            servers.kafka().kill();
            for (int i = 0; i < 20; i++) {
                post(bridge, "out-" + i, "delivered");
            }
            servers.kafka().start();
            await().atMost(LIMIT).until(() -> buffered("events.delivered") == 0);
            assertThat(servers.buffered()).isEqualTo(held);

            second.start();
            create("events.bounced");
            create("events.unsubscribed");
            servers.kafka().withAdmin(admin -> admin.deleteAcls(List.of(OTHERS_ONLY.toFilter()))
                    .all());
            servers.awaitDrained();
            assertThat(bridge.metric("bridge_events_parked_total")).isZero();
            assertThat(bridge.metric("bridge_events_replayed_total"))
                    .isEqualTo(bridge.metric("bridge_events_buffered_total"));
            assertThat(servers.idsOn("events.opened")).contains("generic:e9-opened", "generic:mixed-e9-opened");
            assertThat(servers.idsOn("events.deferred")).contains("generic:e9-deferred");
        }
    }

    @Test
    void shouldDrainTheOthersPastManyRowsOfATopicThatIsMissing() {
        create("events.delivered");
        try (BridgeProcess bridge = perType(Map.of(0, List.of(1))).startReady(LIMIT)) {
            insert("opened", 50_000);
            insert("delivered", 3_000);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(buffered("events.delivered"))
                    .as(bridge.tail())
                    .isZero());
            assertThat(servers.buffered()).isEqualTo(50_000);
            assertThat(servers.idsOn("events.delivered").stream().distinct())
                    .as("at least once each; a late acknowledgement repeats a batch")
                    .hasSize(3_000);

            create("events.opened");
            servers.awaitDrained();
            assertThat(bridge.metric("bridge_events_replayed_total")).isEqualTo(53_000);
        }
    }

    @Test
    void shouldLeavePlacesToOtherSourcesWhileTheTopicOfOneStalls() {
        create("well-opened");
        BridgeLauncher launcher = servers.bridge()
                .openSource("well", "sendgrid")
                .openSource("stalled", "sendgrid")
                .property("bridge.kafka.topic", "{source}-{type}")
                .property("bridge.http.max-in-flight", "10");
        try (BridgeProcess bridge = launcher.startReady(LIMIT)) {
            String event = "[{\"event\":\"open\"}]";
            assertThat(bridge.post("well", event).statusCode()).isEqualTo(200);

            List<CompletableFuture<Integer>> ofStalled = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> bridge.post("stalled", event).statusCode(), task -> new Thread(task).start()))
                    .toList();
            await("no more places for the stalled")
                    .pollInterval(Duration.ofMillis(10))
                    .until(() ->
                            ofStalled.stream().filter(CompletableFuture::isDone).count() >= 10);
            assertThat(bridge.post("well", event).statusCode()).isEqualTo(200);

            assertThat(ofStalled.stream().map(CompletableFuture::join)).contains(200, 503);
            assertThat(servers.buffered()).as("stored of the stalled").isPositive();
        }
    }

    /** On the first broker: Kafka might choose one that was killed a moment ago. */
    private static void create(String topic) {
        servers.kafka().withAdmin(admin -> admin.createTopics(List.of(new NewTopic(topic, Map.of(0, List.of(1)))))
                .all());
    }

    /** @param replicas brokers of each partition of the one topic whose name depends on no event */
    private static BridgeLauncher perType(Map<Integer, List<Integer>> replicas) {
        NewTopic deadLetters = new NewTopic("email-events.rejected", replicas);
        servers.kafka()
                .withAdmin(admin -> admin.createTopics(List.of(deadLetters)).all());
        return servers.bridge().openSource("shop", "generic").property("bridge.kafka.topic", "events.{type}");
    }

    private static void insert(String type, int rows) {
        servers.postgres().execute("""
                insert into buffered_event (event_id, source, provider, topic, record_key, headers, value)
                select '%1$s-' || i, 'shop', 'generic', 'events.%1$s', 'k', '{"ce_id":"%1$s-' || i || '"}', '{}'
                from generate_series(1, %2$d) i""".formatted(type, rows));
    }

    private static HttpResponse<String> post(BridgeProcess bridge, String id, String... types) {
        StringBuilder body = new StringBuilder();
        for (String type : types) {
            body.append(body.isEmpty() ? '[' : ',').append("""
                    {"id":"%s-%s","type":"%s","recipient":"reader@example.com"}""".formatted(id, type, type));
        }
        return bridge.post("shop", body.append(']').toString());
    }

    private static void assertAcceptedAtOnce(Supplier<HttpResponse<String>> request) {
        long began = System.nanoTime();
        assertThat(request.get().statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(WITHOUT_WAITING);
    }

    private static double published(BridgeProcess bridge) {
        return bridge.metric("bridge_events_published_total");
    }

    private static List<String> unavailableTopics(BridgeProcess bridge) {
        return bridge.metrics().named("bridge_topic_available").stream()
                .filter(series -> series.value() == 0)
                .map(series -> series.labels().get("topic"))
                .toList();
    }

    private static long buffered(String topic) {
        return servers.postgres().count("select count(*) from buffered_event where topic = '" + topic + "'");
    }

    private static boolean breakerIsClosed(BridgeProcess bridge) {
        return bridge.metric("resilience4j_circuitbreaker_state", "name", "publish-breaker", "state", "closed") == 1;
    }
}
