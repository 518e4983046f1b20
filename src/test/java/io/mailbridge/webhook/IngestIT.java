package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicReader;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a platform posts is on the topic, in the common format, when it gets its 200. */
class IngestIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path PAYLOADS = Path.of("src/test/resources/payloads/sendgrid");

    private static Servers servers;
    private static BridgeProcess bridge;
    private static TopicReader topics;

    @BeforeAll
    static void startServers() {
        servers = Servers.start();
        topics = new TopicReader(servers.kafka());
        bridge = servers.bridge()
                .openSource("whole", "sendgrid")
                .openSource("twice", "sendgrid")
                .openSource("shop", "generic")
                .property("bridge.sources.shop.fields.id", "event.number")
                .property("bridge.sources.shop.fields.type", "event.kind")
                .property("bridge.sources.shop.fields.recipient", "customer.mail")
                .property("bridge.sources.shop.fields.timestamp", "at")
                .property("bridge.sources.shop.fields.message-id", "mail")
                .property("bridge.sources.shop.types.arrived", "delivered")
                .property("bridge.kafka.topic", "{provider}.{source}")
                .startReady(LIMIT);
    }

    @AfterAll
    static void stopServers() {
        bridge.close();
        servers.close();
    }

    @Test
    void shouldPublishEveryPayloadAsCommonEvents() throws IOException {
        int events = 0;
        for (Path payload : Files.list(PAYLOADS).sorted().toList()) {
            String body = Files.readString(payload);
            int accepted = JsonCodec.mapper().readTree(body).size();
            assertThat(bridge.post("whole", body).body())
                    .as(payload.toString())
                    .isEqualTo("{\"accepted\":" + accepted + ",\"rejected\":0}");
            events += accepted;
        }

        List<TopicRecord> records = topics.read("sendgrid.whole");
        assertThat(records).hasSize(events).allSatisfy(IngestIT::assertCommonEvent);
        assertThat(records.stream().filter(record -> "alice@example.com".equals(record.key())))
                .as("one person's events are in one partition")
                .extracting(TopicRecord::partition)
                .containsOnly(records.stream()
                        .filter(record -> "alice@example.com".equals(record.key()))
                        .findFirst()
                        .orElseThrow()
                        .partition());
    }

    @Test
    void shouldGiveTheSameIdAndKeyWhenSentAgain() throws IOException {
        String body =
                Files.readString(PAYLOADS.resolve("batch-mixed.json")).replaceAll("\"sg_event_id\": \"[^\"]*\",", "");

        bridge.post("twice", body);
        List<TopicRecord> first = topics.read("sendgrid.twice");
        bridge.post("twice", body);
        List<TopicRecord> both = topics.read("sendgrid.twice");

        assertThat(first).extracting(TopicRecord::id).doesNotHaveDuplicates();
        assertThat(both).hasSize(2 * first.size());
        assertThat(both.stream().map(record -> record.id() + ' ' + record.key()).distinct())
                .hasSize(first.size());
    }

    @Test
    void shouldTakeAnInHousePlatformByConfiguration() {
        String body = "{\"event\":{\"number\":9007199254740993,\"kind\":\"arrived\"},"
                + "\"customer\":{\"mail\":\"Zoë@Example.com\"},\"at\":\"2026-01-06T10:02:20+01:00\",\"mail\":\"m-1\"}";

        assertThat(bridge.post("shop", body).body()).isEqualTo("{\"accepted\":1,\"rejected\":0}");

        TopicRecord record = topics.awaitRecords("generic.shop", 1, LIMIT).get(0);
        assertCommonEvent(record);
        assertThat(record.key()).isEqualTo("zoë@example.com");
        assertThat(record.id()).isEqualTo("generic:9007199254740993");
        JsonNode value = record.json();
        assertThat(value.get("type").asText()).isEqualTo("delivered");
        assertThat(value.get("occurred_at").asText()).isEqualTo("2026-01-06T09:02:20.000Z");
        assertThat(value.get("message_id").asText()).isEqualTo("m-1");
        assertThat(value.has("raw")).isFalse();
    }

    /** Value, key and headers as the contract has them, and not a header more. */
    private static void assertCommonEvent(TopicRecord record) {
        JsonNode value = record.json();
        EventSchema.assertValid(value);
        String recipient = value.get("recipient").asText(null);
        assertThat(record.key())
                .isEqualTo(
                        recipient != null
                                ? recipient.toLowerCase()
                                : value.get("message_id").asText(value.get("id").asText()));
        assertThat(record.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        value.get("id").asText(),
                        "ce_type",
                        "email." + value.get("type").asText(),
                        "ce_source",
                        "/webhooks/" + value.get("source").asText(),
                        "ce_time",
                        value.get("occurred_at").asText(),
                        "content-type",
                        "application/json"));
    }
}
