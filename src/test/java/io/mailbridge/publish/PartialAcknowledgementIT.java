package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.Servers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of one request's records Kafka takes some: only the others are buffered, and none is ever sent twice. */
class PartialAcknowledgementIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AclBinding OTHERS_ONLY = TopicRights.othersOnly("events.bounced");

    @AutoClose
    private static Servers servers;

    private final KafkaBroker kafka = servers.kafka();
    private BridgeProcess bridge;

    @BeforeAll
    static void startServers() {
        servers = Servers.start(TopicRights.CHECKED);
    }

    @BeforeEach
    void startBridge() {
        kafka.topics().names().forEach(kafka.topics()::delete);
        await().atMost(LIMIT).until(() -> kafka.topics().names().isEmpty());
        kafka.createTopic("events.delivered", 1, Map.of());
        kafka.createTopic("events.opened", 1, Map.of());
        bridge = servers.launcher()
                .openSource("shop", "generic")
                .property("bridge.kafka.topic", "events.{type}")
                .startReady(LIMIT);
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
        servers.reset();
    }

    @Test
    void shouldBufferOnlyEventsOfTheTopicThatMayNotBeWritten() {
        kafka.createTopic("events.bounced", 1, Map.of());
        kafka.withAdmin(admin -> admin.createAcls(List.of(OTHERS_ONLY)).all());

        assertAccepted(post("delivered", "bounced", "opened", "bounced", "delivered"), 5);

        assertThat(bufferedIds()).containsExactly("generic:e1-bounced", "generic:e3-bounced");
        assertThat(servers.idsOn("events.delivered")).containsExactly("generic:e0-delivered", "generic:e4-delivered");
        assertThat(servers.idsOn("events.opened")).containsExactly("generic:e2-opened");
        assertThat(bridge.metric("bridge_events_published_total")).isEqualTo(3);
        assertThat(bridge.metric("bridge_events_buffered_total")).isEqualTo(2);

        kafka.withAdmin(
                admin -> admin.deleteAcls(List.of(OTHERS_ONLY.toFilter())).all());
        servers.awaitDrained();

        assertThat(servers.idsOn("events.bounced"))
                .containsExactlyInAnyOrder("generic:e1-bounced", "generic:e3-bounced");
        assertThat(servers.idsOn("events.delivered")).hasSize(2);
        assertThat(servers.idsOn("events.opened")).hasSize(1);
        assertThat(bridge.metric("bridge_events_replayed_total")).isEqualTo(2);
    }

    @Test
    void shouldDeliverEventsOfTheMissingTopicWhenItIsMade() {
        assertAccepted(post("delivered", "opened", "bounced"), 3);

        assertThat(bufferedIds()).containsExactly("generic:e2-bounced");
        assertThat(servers.idsOn("events.delivered")).containsExactly("generic:e0-delivered");
        assertThat(servers.idsOn("events.opened")).containsExactly("generic:e1-opened");
        assertThat(kafka.topics().names()).doesNotContain("events.bounced");

        kafka.createTopic("events.bounced", 1, Map.of());
        servers.awaitDrained();

        assertThat(servers.idsOn("events.bounced")).containsExactly("generic:e2-bounced");
        assertThat(servers.idsOn("events.delivered")).hasSize(1);
        assertThat(servers.idsOn("events.opened")).hasSize(1);
        assertThat(servers.postgres().count("select count(*) from parked_event"))
                .isZero();
    }

    private HttpResponse<String> post(String... types) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < types.length; i++) {
            body.append(body.isEmpty() ? '[' : ',').append("""
                    {"id":"e%d-%s","type":"%s","recipient":"reader@example.com"}""".formatted(i, types[i], types[i]));
        }
        return bridge.post("shop", body.append(']').toString());
    }

    private static void assertAccepted(HttpResponse<String> answer, int events) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\":" + events + ",\"rejected\":0}");
    }

    private static List<String> bufferedIds() {
        return servers.postgres().database().rows("select event_id from buffered_event order by id").stream()
                .map(row -> (String) row.get("event_id"))
                .toList();
    }
}
