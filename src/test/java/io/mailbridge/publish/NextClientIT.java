package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.Books;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.Servers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Later versions of Camel bring a later Kafka client; what we rely on must hold with it too. */
@Tag("alone")
class NextClientIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void shouldLoseNothingWithTheNextClientWhenTheBrokerFreezesAndATopicIsMissing() {
        try (Servers servers = Servers.start(Map.of("auto.create.topics.enable", "false"))) {
            servers.kafka().createTopic("email-events", 3, Map.of());
            try (BridgeProcess bridge =
                            servers.bridge().withFirst("next/kafka-clients.jar").startReady(LIMIT);
                    Load load = LoadPlan.to(bridge.webhook("demo"))
                            .withRequests(600)
                            .withEventsPerRequest(5)
                            .withRequestsPerSecond(100)
                            .start()) {
                assertThat(bridge.post("demo", "[{\"event\":\"open\"},{\"bad\":1}]")
                                .statusCode())
                        .isEqualTo(200);
                await().atMost(LIMIT).until(() -> load.answerCount() > 150);
                servers.kafka().freeze();
                await().atMost(LIMIT).until(() -> load.answerCount() > 350);
                servers.kafka().thaw();
                load.await();

                assertThat(load.statuses()).containsOnlyKeys(200);
                assertThat(load.maxLatency()).isLessThan(Duration.ofMillis(3500));
                await().atMost(LIMIT).until(() -> servers.buffered() == 1);
                assertThat(servers.idsOn("email-events")).containsAll(Servers.eventIds(load.acceptedIds()));
                servers.kafka().createTopic("email-events.rejected", 1, Map.of());
                servers.awaitDrained();
                Books.awaitBalanced(bridge);
            }
        }
    }
}
