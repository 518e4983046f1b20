package io.mailbridge.page;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When a source last had an event, as far as readings show it: not before its counter stood still, so at most a step late. */
final class LastEvents {
    private final Map<String, Double> counts = new ConcurrentHashMap<>();
    private final Map<String, Instant> times = new ConcurrentHashMap<>();

    void note(Iterable<String> sources, Reading reading, Instant at) {
        for (String source : sources) {
            Double before = counts.put(source, reading.received(source));
            if (before == null ? reading.received(source) > 0 : reading.received(source) > before) {
                times.put(source, at);
            }
        }
    }

    /** Null where it has had none since the start of the process. */
    Instant of(String source) {
        return times.get(source);
    }
}
