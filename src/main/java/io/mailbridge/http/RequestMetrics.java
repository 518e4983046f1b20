package io.mailbridge.http;

import io.mailbridge.source.Source;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;

/** Times the requests by source and outcome; unknown names share one label, since clients choose them. */
final class RequestMetrics {
    private static final Duration[] BUCKETS = LongStream.of(5, 10, 25, 50, 100, 250, 500, 1000, 1500, 2000, 2500, 3000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<String, AtomicReferenceArray<Timer>> timers = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param source null for one that there is not */
    void ended(Source source, Outcome outcome, long nanos) {
        String name = source == null ? "unknown" : source.name();
        AtomicReferenceArray<Timer> ofSource = timers.get(name);
        if (ofSource == null) {
            ofSource = timers.computeIfAbsent(name, key -> new AtomicReferenceArray<>(Outcome.values().length));
        }
        Timer timer = ofSource.get(outcome.ordinal());
        if (timer == null) {
            timer = timer(name, outcome);
            ofSource.set(outcome.ordinal(), timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String source, Outcome outcome) {
        return Timer.builder("bridge.requests")
                .description("Time from a request's first byte to its answer")
                .tags("source", source, "outcome", outcome.label())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
