package io.mailbridge.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** Checks that the books (docs/architecture.md) of all replicas balance at rest. */
public final class Books {
    private Books() {}

    /** Waits until both equations hold: the depth is measured once a second. */
    public static void awaitBalanced(BridgeProcess... fleet) {
        List<BridgeProcess> bridges = List.of(fleet);
        await("balanced books").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(sum(bridges, "received"))
                    .as("received = published + buffered + rejected + dropped by a route")
                    .isEqualTo(sum(bridges, "published")
                            + sum(bridges, "buffered")
                            + sum(bridges, "rejected")
                            + sum(bridges, "dropped_by_route"));
            assertThat(sum(bridges, "buffered"))
                    .as("buffered = replayed + parked + depth")
                    .isEqualTo(
                            sum(bridges, "replayed") + sum(bridges, "parked") + fleet[0].metric("bridge_buffer_depth"));
        });
    }

    private static double sum(List<BridgeProcess> bridges, String what) {
        return bridges.stream()
                .mapToDouble(bridge -> bridge.metric("bridge_events_" + what + "_total"))
                .sum();
    }
}
