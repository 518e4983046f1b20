package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.Load;
import io.mailbridge.support.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the senders were answered, compared with what is on the topic. */
final class Delivery {
    /** What the strictest platforms wait. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    private Delivery() {}

    /** No 200 without its event, no event more than twice, each answer 200 or 503 and in time. */
    static void assertKept(Load load, List<String> sent) {
        Map<String, Long> copies =
                sent.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        String figures = "answers %s, the slowest after %d ms, events by copies %s"
                .formatted(
                        load.statuses(),
                        load.maxLatency().toMillis(),
                        copies.values().stream()
                                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
        assertThat(copies.keySet()).as(figures).containsAll(Servers.eventIds(load.acceptedIds()));
        assertThat(copies.values()).as(figures).allMatch(count -> count <= 2);
        assertThat(load.statuses()).containsOnlyKeys(200, 503);
        assertThat(load.maxLatency()).isLessThan(ANSWER_LIMIT);
    }
}
