package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Servers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A topic that does not exist yet is an outage, not a record's fault: it can be created. */
class MissingTopicIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void shouldBufferUntilTheTopicIsCreated() {
        try (Servers servers = Servers.start(Map.of("auto.create.topics.enable", "false"));
                BridgeProcess bridge =
                        servers.bridge().property("bridge.kafka.topic", "late").startReady(LIMIT)) {
            for (int i = 0; i < 8; i++) {
                String event = "[{\"event\":\"open\",\"sg_event_id\":\"late-" + i + "\"}]";
                assertThat(bridge.post("demo", event).statusCode()).isEqualTo(200);
            }
            assertThat(servers.buffered()).isEqualTo(8);

            servers.kafka().createTopic("late", 1, Map.of());
            servers.awaitDrained();

            assertThat(servers.idsOnceOn("late", bridge)).hasSize(8);
            assertThat(servers.postgres().count("select count(*) from parked_event"))
                    .isZero();
        }
    }
}
