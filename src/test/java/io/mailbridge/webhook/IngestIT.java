package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.event.EventSchema;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What SendGrid posts, as a consumer of email-events reads it. */
@Tag("alone")
class IngestIT {
    private static final String TOPIC = "email-events";
    private static final String DELIVERED = """
            {"schema_version":1,"id":"sendgrid:ZGVsaXZlcmVkLTAtMTAwMS05ZlEyTG1aMVI4cWtWdzNuVDBhWXhBLTA",\
            "type":"delivered","provider":"sendgrid","provider_event":"delivered","source":"exact",\
            "occurred_at":"2026-01-06T09:02:06.000Z",\
            "message_id":"9fQ2LmZ1R8qkVw3nT0aYxA.recvd-6c9d5b7f4-k2xqz-1-695CCF8B-1C.0",\
            "smtp_message_id":"<9fQ2LmZ1R8qkVw3nT0aYxA@geopod-ismtpd-12>","recipient":"alice@example.com",\
            "recipient_ambiguous":false,"subject":null,\
            "campaign":{"id":null,"name":null,"template_id":null},"tags":["receipts","order-1001"],\
            "metadata":{"tenant":"acme","order_id":"1001"},"bounce":null,"reason":null,"engagement":null,\
            "subscription":null}""";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        bridge = servers.launcher()
                .openSource("sendgrid-eu", "sendgrid")
                .openSource("exact", "sendgrid")
                .openSource("again", "sendgrid")
                .openSource("people", "sendgrid")
                .openSource("smoke", "sendgrid")
                .startReady(Servers.START_LIMIT);
    }

    @Test
    void shouldFindNoStepThatWaits() {
        accept("sendgrid-eu", "[{\"event\":\"delivered\",\"email\":\"a@example.com\",\"sg_event_id\":\"first\"}]", 1);

        assertThat(bridge.log()).doesNotContain("threads of their own");
    }

    @ParameterizedTest
    @MethodSource("io.mailbridge.support.Payloads#sendGrid")
    void shouldPublishEveryEventOfThePayload(String file, JsonNode expected) {
        int before = from("sendgrid-eu").size();

        accept("sendgrid-eu", Payloads.text(file), expected.size());

        List<TopicRecord> all = from("sendgrid-eu");
        assertThat(all).hasSize(before + expected.size());
        for (JsonNode event : expected) {
            String id = "sendgrid:" + event.get("provider_event_id").textValue();
            assertThat(all)
                    .filteredOn(record -> id.equals(record.id()))
                    .isNotEmpty()
                    .allSatisfy(record -> {
                        EventSchema.check(record.json());
                        compare(record, event);
                    });
        }
    }

    @Test
    void shouldPublishExactlyTheCommonEvent() {
        Instant before = Instant.now().minusSeconds(1);
        accept("exact", Payloads.text("sendgrid/delivered.json"), 1);

        TopicRecord record = from("exact").get(0);
        ObjectNode value = (ObjectNode) record.json();
        assertThat(Instant.parse(value.remove("received_at").textValue())).isBetween(before, Instant.now());
        assertThat(value).isEqualTo(Payloads.json(DELIVERED));
        assertThat(record.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "sendgrid:ZGVsaXZlcmVkLTAtMTAwMS05ZlEyTG1aMVI4cWtWdzNuVDBhWXhBLTA",
                        "ce_type", "email.delivered",
                        "ce_source", "/webhooks/exact",
                        "ce_time", "2026-01-06T09:02:06.000Z",
                        "content-type", "application/json"));
    }

    @Test
    void shouldGiveTheSameIdsAndKeysWhenARequestIsRetried() {
        String body = Payloads.text("sendgrid/batch-mixed.json");
        accept("again", body, 9);
        List<TopicRecord> once = from("again");

        accept("again", body, 9);

        List<TopicRecord> twice = from("again");
        assertThat(once).extracting(TopicRecord::id).doesNotHaveDuplicates().hasSize(9);
        assertThat(twice).hasSize(18);
        for (TopicRecord first : once) {
            assertThat(twice)
                    .filteredOn(record -> record.id().equals(first.id()))
                    .hasSize(2)
                    .extracting(TopicRecord::key, TopicRecord::partition)
                    .containsOnly(tuple(first.key(), first.partition()));
        }
    }

    @Test
    void shouldKeepTheEventsOfOnePersonInOrderOnOnePartition() {
        String event = "{\"email\":\"%s\",\"timestamp\":%d,\"event\":\"%s\",\"sg_event_id\":\"%s\"}";
        for (int step = 0; step < 3; step++) {
            List<String> batch = new ArrayList<>();
            for (int person = 0; person < 20; person++) {
                String address = (step == 1 ? "READER-%d@Example.com" : "reader-%d@example.com").formatted(person);
                batch.add(event.formatted(
                        address,
                        1767690000 + step,
                        List.of("processed", "delivered", "open").get(step),
                        "p" + person + "-" + step));
            }
            accept("people", "[" + String.join(",", batch) + "]", 20);
        }

        List<TopicRecord> records = from("people");
        Set<Integer> used = new HashSet<>();
        for (int person = 0; person < 20; person++) {
            String key = "reader-" + person + "@example.com";
            List<TopicRecord> own =
                    records.stream().filter(record -> record.key().equals(key)).toList();
            assertThat(own)
                    .extracting(record -> record.json().get("type").textValue())
                    .containsExactly("processed", "delivered", "opened");
            assertThat(own)
                    .extracting(TopicRecord::partition)
                    .containsOnly(own.get(0).partition());
            used.add(own.get(0).partition());
        }
        assertThat(used).as("partitions in use").containsExactlyInAnyOrder(0, 1, 2);
    }

    private static void compare(TopicRecord record, JsonNode expected) {
        JsonNode value = record.json();
        String recipient = expected.path("recipient").textValue();
        String messageId = expected.path("message_id").textValue();
        String type = expected.get("type").textValue();
        assertThat(value.get("id").textValue()).isEqualTo(record.id());
        assertThat(value.get("type").textValue()).isEqualTo(type);
        assertThat(value.get("recipient").textValue()).isEqualTo(recipient);
        assertThat(value.get("message_id").textValue()).isEqualTo(messageId);
        assertThat(record.key()).isEqualTo(key(recipient, messageId, record.id()));
        assertThat(record.headers())
                .containsOnlyKeys("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "content-type")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "email." + type)
                .containsEntry("ce_source", "/webhooks/sendgrid-eu")
                .containsEntry("ce_time", value.get("occurred_at").textValue())
                .containsEntry("content-type", "application/json");
        assertThat(Instant.parse(record.headers().get("ce_time")))
                .isEqualTo(expected.get("occurred_at").textValue());
    }

    /** What the pipelines end with. */
    @Test
    void shouldPassTheSmokeTest() throws IOException, InterruptedException {
        String works = smoke("--source", "smoke");

        assertThat(works).startsWith("0 == works: the event sendgrid:smoke-").endsWith(" is on Kafka\n");
        assertThat(from("smoke")).singleElement().satisfies(record -> assertThat(works)
                .contains("the event " + record.id() + " is"));
        assertThat(smoke("--source", "absent")).startsWith("1 .ci/smoke: answered 404: ");
    }

    private static String smoke(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ".ci/smoke",
                "--url",
                bridge.serverUri("/").toString(),
                "--management",
                bridge.managementUri("/").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    private static String key(String recipient, String messageId, String id) {
        if (recipient != null) {
            return recipient.toLowerCase(Locale.ROOT);
        }
        return messageId != null ? messageId : id;
    }

    private static void accept(String source, String body, int count) {
        HttpResponse<String> answer = bridge.post(source, body, "Content-Type", "application/json;charset=utf-8");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\":" + count + ",\"rejected\":0}");
    }

    private static List<TopicRecord> from(String source) {
        return servers.recordsOnceDrained(TOPIC).stream()
                .filter(record ->
                        ("/webhooks/" + source).equals(record.headers().get("ce_source")))
                .toList();
    }
}
