package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EventSchema;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicRecord;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Settings that change the records: topic by type, fields of a generic sender, the raw JSON. */
class IngestSettingsIT {
    private static final String ORDER = """
            {"meta":{"uid":7},"kind":"order.bounced","at":1767690140,"email":"not.me@example.com",\
            "data":{"user":{"email":"Alice@Example.com"},"message":"m-1"},"big":12345678901234567890}""";

    private static final List<String> SENDGRID_TYPES = List.of(
            "processed",
            "delivered",
            "opened",
            "clicked",
            "bounced",
            "dropped",
            "deferred",
            "complained",
            "unsubscribed");

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        // a topic that Kafka still has to create is an outage for a moment: its events would go through the buffer
        SENDGRID_TYPES.forEach(type -> createTopic("email.sendgrid.mail-eu." + type));
        createTopic("email.generic.shop.bounced");
        createTopic("rejected.generic.shop");
        bridge = servers.launcher()
                .property("bridge.kafka.topic", "email.{provider}.{source}.{type}")
                .property("bridge.kafka.rejected-topic", "rejected.{provider}.{source}")
                .property("bridge.event.include-raw", "true")
                .openSource("mail-eu", "sendgrid")
                .openSource("shop", "generic")
                .property("bridge.sources.shop.fields.id", "meta.uid")
                .property("bridge.sources.shop.fields.type", "kind")
                .property("bridge.sources.shop.fields.recipient", "data.user.email")
                .property("bridge.sources.shop.fields.timestamp", "at")
                .property("bridge.sources.shop.fields.message-id", "data.message")
                .property("bridge.sources.shop.types.order.bounced", "bounced")
                .startReady(Servers.START_LIMIT);
    }

    @Test
    void shouldNameTheTopicByProviderSourceAndType() {
        String body = Payloads.text("sendgrid/batch-mixed.json");

        assertThat(post("mail-eu", body)).isEqualTo("{\"accepted\":9,\"rejected\":0}");

        for (String type : SENDGRID_TYPES) {
            assertThat(servers.recordsOnceDrained("email.sendgrid.mail-eu." + type))
                    .as(type)
                    .isNotEmpty()
                    .extracting(record -> record.headers().get("ce_type"))
                    .containsOnly("email." + type);
        }
        assertThat(servers.recordsOnceDrained("email-events")).isEmpty();
    }

    @Test
    void shouldAddTheSendersOwnJsonWhenAskedTo() {
        String body = Payloads.text("sendgrid/group_unsubscribe.json");

        post("mail-eu", body);

        String id = "sendgrid:" + Payloads.json(body).at("/0/sg_event_id").textValue();
        TopicRecord record = servers.recordsOnceDrained("email.sendgrid.mail-eu.unsubscribed").stream()
                .filter(one -> id.equals(one.id()))
                .findFirst()
                .orElseThrow();
        EventSchema.check(record.json());
        assertThat(record.json().get("raw")).isEqualTo(Payloads.json(body).get(0));
    }

    @Test
    void shouldReadTheFieldsThatAGenericSourceNames() {
        assertThat(post("shop", ORDER)).isEqualTo("{\"accepted\":1,\"rejected\":0}");

        TopicRecord record = only("email.generic.shop.bounced");
        EventSchema.check(record.json());
        assertThat(record.id()).isEqualTo("generic:7");
        assertThat(record.key()).isEqualTo("alice@example.com");
        assertThat(record.headers())
                .containsEntry("ce_time", "2026-01-06T09:02:20.000Z")
                .containsEntry("ce_source", "/webhooks/shop");
        assertThat(record.json().get("recipient").textValue()).isEqualTo("Alice@Example.com");
        assertThat(record.json().get("message_id").textValue()).isEqualTo("m-1");
        assertThat(record.json().get("provider_event").textValue()).isEqualTo("order.bounced");
        assertThat(record.json().get("raw")).isEqualTo(Payloads.json(ORDER));
    }

    @Test
    void shouldNameTheRejectedTopicByProviderAndSource() {
        HttpResponse<String> answer = bridge.post("shop", "no json");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(only("rejected.generic.shop").headers()).containsEntry("reason", "not_json");
    }

    private static void createTopic(String name) {
        servers.kafka().createTopic(name, 1, Map.of());
    }

    private static String post(String source, String body) {
        HttpResponse<String> answer = bridge.post(source, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static TopicRecord only(String topic) {
        List<TopicRecord> records = servers.recordsOnceDrained(topic);
        assertThat(records).as(topic).hasSize(1);
        return records.get(0);
    }
}
