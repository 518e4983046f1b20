package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.LoadAnswer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What platforms sent and were answered, and what is stored of it.
 *
 * @param source they sent to
 * @param stored all copies of these events on topics and among parked rows, by id
 * @param rows how often each event was inserted into the buffer
 */
record Evidence(String source, List<LoadAnswer> answers, Map<String, List<Copy>> stored, Map<String, Long> rows) {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    /** @throws AssertionError if an event is lost, changed, stored again without a reason, or was answered too late */
    Audit judged() {
        Map<String, Copy> expected = new HashMap<>();
        Map<String, Integer> requests = new HashMap<>();
        Set<String> accepted = new HashSet<>();
        for (LoadAnswer answer : answers) {
            for (Copy copy : Copy.expected(source, answer.body())) {
                expected.put(copy.id(), copy);
                requests.merge(copy.id(), 1, Integer::sum);
                if (answer.status() == 200) {
                    accepted.add(copy.id());
                }
            }
        }
        accepted.removeAll(stored.keySet());
        assertThat(new TreeSet<>(accepted))
                .as("answered 200 and stored nowhere")
                .isEmpty();
        // by hash: containsAll of AssertJ compares each with each, minutes for 20,000
        Set<String> unsent = new TreeSet<>(stored.keySet());
        unsent.removeAll(expected.keySet());
        assertThat(unsent).as("stored and sent by no platform").isEmpty();
        stored.forEach((id, copies) -> assertUnchanged(expected.get(id), copies, requests.get(id)));
        Duration slowest = answers.stream()
                // none at all is the rig's to judge: it knows which bridges were stopped
                .filter(answer -> answer.status() != 0)
                .map(LoadAnswer::latency)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        assertThat(slowest).as("slowest answer").isLessThan(ANSWER_LIMIT);
        return explained(requests, slowest);
    }

    /** A request that was sent again has another time of receipt; nothing else may differ, to the byte. */
    private static void assertUnchanged(Copy expected, List<Copy> copies, int requests) {
        Copy comparable = expected.comparable();
        if (copies.size() == 1 && copies.get(0).comparable().equals(comparable)) {
            return;
        }
        assertThat(copies)
                .as("copies of %s", expected.id())
                .extracting(Copy::comparable)
                .containsOnly(comparable);
        assertThat(copies.stream().map(Copy::value).distinct())
                .as("values of %s", expected.id())
                .hasSizeLessThanOrEqualTo(requests);
    }

    private Audit explained(Map<String, Integer> requests, Duration slowest) {
        Set<String> unexplained = new TreeSet<>();
        int resent = 0;
        int replayed = 0;
        int repeated = 0;
        for (Map.Entry<String, List<Copy>> entry : stored.entrySet()) {
            int copies = entry.getValue().size();
            int sends = entry.getValue().stream()
                    .map(Copy::sentAt)
                    .collect(Collectors.toSet())
                    .size();
            int requested = requests.get(entry.getKey());
            repeated += copies - sends;
            resent += Math.min(sends, requested) - 1;
            replayed += Math.max(0, sends - requested);
            if (sends > requested && !rows.containsKey(entry.getKey())) {
                unexplained.add(entry.getKey());
            }
        }
        assertThat(unexplained)
                .as("sent to Kafka again, without a further request and without a row")
                .isEmpty();
        long buffered = requests.keySet().stream()
                .mapToLong(id -> rows.getOrDefault(id, 0L))
                .sum();
        return new Audit(answers.size(), requests.size(), buffered, resent, replayed, repeated, slowest, Duration.ZERO);
    }
}
