package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.Servers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Too much at a time costs the sender a retry, not the bridge its memory. */
class OverloadIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void shouldAnswer503WhenTooMuchIsInFlightAndGoOn() {
        try (Servers servers = Servers.start();
                BridgeProcess bridge = servers.bridge()
                        .property("bridge.http.max-in-flight", "2")
                        .startReady(LIMIT)) {
            assertThat(bridge.post("demo", "[{\"event\":\"open\"}]").statusCode())
                    .isEqualTo(200);
            servers.kafka().freeze();
            try (Load load = LoadPlan.to(bridge.webhook("demo"))
                    .withWorkers(16)
                    .withRequests(64)
                    .start()
                    .await()) {
                assertThat(load.statuses()).containsKeys(200, 503).doesNotContainKeys(0, 500);
                servers.kafka().thaw();
                servers.awaitDrained();
                assertThat(servers.idsOn("email-events")).containsAll(Servers.eventIds(load.acceptedIds()));
            }
            assertThat(bridge.post("demo", "[{\"event\":\"open\"}]").statusCode())
                    .isEqualTo(200);
            assertThat(bridge.metric("bridge_requests_in_flight")).isZero();
        }
    }
}
