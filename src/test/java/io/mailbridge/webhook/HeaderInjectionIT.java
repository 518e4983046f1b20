package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Problems;
import io.mailbridge.support.RawClient;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicFollower;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Message headers control Camel's components, and Camel takes them from HTTP: a sender must not (CVE-2026-49098). */
class HeaderInjectionIT {
    private static final String EVENT = """
            [{"email":"Alice@Example.com","timestamp":1767690126,"event":"delivered","sg_event_id":"%s"}]""";
    private static final Map<String, String> STEERING = Map.ofEntries(
            Map.entry("kafka.OVERRIDE_TOPIC", "stolen"),
            Map.entry("kafka.TOPIC", "stolen"),
            Map.entry("kafka.KEY", "stolen"),
            Map.entry("kafka.PARTITION_KEY", "1"),
            Map.entry("kafka.OVERRIDE_TIMESTAMP", "1"),
            Map.entry("CamelKafkaOverrideTopic", "stolen"),
            Map.entry("CamelKafkaTopic", "stolen"),
            Map.entry("CamelKafkaKey", "stolen"),
            Map.entry("CamelKafkaPartitionKey", "1"),
            Map.entry("CamelSqlQuery", "drop table buffered_event"),
            Map.entry("CamelHttpPath", "/webhooks/stolen"),
            Map.entry("CamelHttpResponseCode", "418"),
            Map.entry("CamelHttpMethod", "GET"),
            Map.entry("CamelJacksonUnmarshalType", "java.lang.String"),
            Map.entry("CamelFileName", "stolen"),
            Map.entry("CamelRedeliveryCounter", "9"),
            Map.entry("JMSType", "stolen"),
            Map.entry("source", "stolen"),
            Map.entry("hasRejections", "true"),
            Map.entry("mailbridge.request", "stolen"),
            Map.entry("ce_id", "stolen"),
            Map.entry("reason", "stolen"),
            Map.entry("X-Anything", "stolen"));

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @AutoClose
    private static TopicFollower events;

    @AutoClose
    private static TopicFollower letters;

    /** One of three; not the 1 that is injected. */
    private static int partition;

    @BeforeAll
    static void start() throws IOException {
        servers = Servers.start();
        bridge = servers.launcher()
                .openSource("demo", "sendgrid")
                .property("bridge.sources.locked.provider", "sendgrid")
                .property("bridge.sources.locked.auth", "bearer")
                .property("bridge.sources.locked.token", "right")
                .startReady(Servers.START_LIMIT);
        try (RawClient client = new RawClient(bridge)) {
            client.post("/webhooks/demo", EVENT.formatted("first"));
            client.post("/webhooks/demo", "first");
        }
        // the first ones go through the buffer while their topics are made
        servers.awaitDrained();
        events = new TopicFollower(servers.kafka(), "email-events");
        letters = new TopicFollower(servers.kafka(), "email-events.rejected");
        partition = record("first").partition();
        assertThat(partition).as("Alice's partition").isNotEqualTo(1);
    }

    static Stream<Map.Entry<String, String>> steering() {
        return STEERING.entrySet().stream().flatMap(one -> Stream.of(
                        one.getKey(),
                        one.getKey().toLowerCase(Locale.ROOT),
                        one.getKey().toUpperCase(Locale.ROOT))
                .distinct()
                .map(name -> Map.entry(name, one.getValue())));
    }

    @ParameterizedTest
    @MethodSource("steering")
    void shouldNotBeSteeredByAHeader(Map.Entry<String, String> header) throws IOException {
        check("header-" + header.getKey(), "/webhooks/demo", header.getKey() + ": " + header.getValue());
    }

    @ParameterizedTest
    @MethodSource("steering")
    void shouldNotBeSteeredByAQueryParameter(Map.Entry<String, String> parameter) throws IOException {
        String query = parameter.getKey() + "=" + parameter.getValue().replace(" ", "%20");

        check("query-" + parameter.getKey(), "/webhooks/demo?" + query);
    }

    @Test
    void shouldNotBeSteeredByAllOfThemAtOnce() throws IOException {
        String[] lines =
                steering().map(one -> one.getKey() + ": " + one.getValue()).toArray(String[]::new);

        check("all", "/webhooks/demo?source=locked&source=stolen&kafka.KEY=stolen", lines);
    }

    @Test
    void shouldNotTakeThePathFromAHeader() throws IOException {
        for (String name : List.of("CamelHttpPath", "camelhttppath", "CAMELHTTPPATH", "source")) {
            try (RawClient client = new RawClient(bridge)) {
                String body = EVENT.formatted("locked");
                assertThat(client.post("/webhooks/locked", body, name + ": /webhooks/demo")
                                .status())
                        .isEqualTo(401);
                assertThat(client.post("/webhooks/locked?" + name + "=/webhooks/demo", body)
                                .status())
                        .isEqualTo(401);
            }
        }
        assertThat(events.records()).noneMatch(record -> "sendgrid:locked".equals(record.id()));
    }

    private static void check(String id, String path, String... headerLines) throws IOException {
        long before = Instant.now().minusSeconds(1).toEpochMilli();
        try (RawClient client = new RawClient(bridge)) {
            RawClient.Answer taken = client.post(path, EVENT.formatted(id), headerLines);
            assertThat(taken.body()).isEqualTo("{\"accepted\":1,\"rejected\":0}");
            assertThat(taken.status()).isEqualTo(200);
            assertThat(taken.headers()).containsOnlyKeys("content-type", "content-length");
            RawClient.Answer refused = client.post(path, "no json " + id, headerLines);
            Problems.check(refused, 400, "Bad Request");
            assertThat(refused.headers()).containsOnlyKeys("content-type", "content-length", "x-request-id");
        }
        TopicRecord record = record(id);
        assertThat(record.key()).isEqualTo("alice@example.com");
        assertThat(record.partition()).isEqualTo(partition);
        assertThat(record.timestamp()).isGreaterThan(before);
        assertThat(record.headers())
                .containsOnlyKeys("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "content-type")
                .containsEntry("ce_source", "/webhooks/demo");
        TopicRecord letter = letter("no json " + id);
        assertThat(letter.key()).isNull();
        assertThat(letter.headers())
                .containsOnlyKeys("reason", "detail", "source", "provider", "received_at", "request_id")
                .containsEntry("reason", "not_json")
                .containsEntry("source", "demo");
        assertThat(events.topics()).containsOnly("email-events", "email-events.rejected");
    }

    private static TopicRecord record(String id) {
        return only(events, record -> ("sendgrid:" + id).equals(record.id()), id);
    }

    private static TopicRecord letter(String body) {
        return only(letters, record -> new String(record.value(), StandardCharsets.UTF_8).equals(body), body);
    }

    private static TopicRecord only(TopicFollower topic, Predicate<TopicRecord> condition, String what) {
        List<TopicRecord> found = topic.await(condition);
        assertThat(found).as(what).hasSize(1);
        return found.get(0);
    }
}
