package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The books of all processes from one rest to the next. Those of a process that has ended since are lost with it: then the
 * others may at least have counted nothing that is not stored.
 */
final class FleetBooks {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<BridgeProcess, Map<String, Double>> opened = new HashMap<>();

    /** @param running processes, at rest */
    FleetBooks(List<BridgeProcess> running) {
        running.forEach(bridge -> opened.put(bridge, counters(bridge)));
    }

    /**
     * @param running processes at rest, among them such as were started since
     * @param audit of all that was sent since
     */
    void judge(List<BridgeProcess> running, Audit audit) {
        if (running.containsAll(opened.keySet())) {
            await("balanced books").atMost(LIMIT).untilAsserted(() -> assertBalanced(counted(running)));
            return;
        }
        Map<String, Double> counted = counted(running);
        assertThat(counted.get("published") + counted.get("replayed"))
                .as("published + replayed by the survivors <= copies on topics")
                .isLessThanOrEqualTo(audit.events() + audit.resent() + audit.replayed() + audit.repeated());
        assertThat(counted.get("buffered"))
                .as("buffered by the survivors <= rows inserted")
                .isLessThanOrEqualTo(audit.buffered());
        assertThat(depth(running)).as("depth").isZero();
    }

    private static void assertBalanced(Map<String, Double> counted) {
        assertThat(counted.get("received"))
                .as("received = published + buffered + rejected + dropped by a route, of %s", counted)
                .isEqualTo(counted.get("published")
                        + counted.get("buffered")
                        + counted.get("rejected")
                        + counted.get("dropped_by_route"));
        assertThat(counted.get("buffered"))
                .as("buffered = replayed + parked, of %s", counted)
                .isEqualTo(counted.get("replayed") + counted.get("parked"));
    }

    /** Since they were opened. */
    private Map<String, Double> counted(List<BridgeProcess> running) {
        Map<String, Double> sum = new HashMap<>();
        running.forEach(bridge -> {
            Map<String, Double> before = opened.getOrDefault(bridge, Map.of());
            counters(bridge)
                    .forEach((name, value) -> sum.merge(name, value - before.getOrDefault(name, 0.0), Double::sum));
        });
        return sum;
    }

    private static Map<String, Double> counters(BridgeProcess bridge) {
        var page = bridge.metrics();
        return Stream.of("received", "published", "buffered", "replayed", "parked", "rejected", "dropped_by_route")
                .collect(Collectors.toMap(name -> name, name -> page.sum("bridge_events_" + name + "_total")));
    }

    private static double depth(List<BridgeProcess> running) {
        return running.get(0).metric("bridge_buffer_depth");
    }
}
