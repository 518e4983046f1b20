package io.mailbridge.webhook;

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

    private static final int STATUSES = 600;

    private final MeterRegistry registry;
    private final Map<String, AtomicReferenceArray<Timer>> timers = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(Source source, int status, long nanos) {
        String name = source == null ? "unknown" : source.name();
        AtomicReferenceArray<Timer> ofSource = timers.get(name);
        if (ofSource == null) {
            ofSource = timers.computeIfAbsent(name, key -> new AtomicReferenceArray<>(STATUSES));
        }
        Timer timer = ofSource.get(status);
        if (timer == null) {
            timer = timer(name, status);
            ofSource.set(status, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String source, int status) {
        return Timer.builder("bridge.requests")
                .description("Time from a request's first byte to its answer")
                .tags("source", source, "outcome", outcome(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String outcome(int status) {
        return switch (status) {
            case 200 -> "accepted";
            case 400 -> "unreadable";
            case 401 -> "unauthorized";
            case 404 -> "not_found";
            case 405 -> "wrong_method";
            case 408 -> "too_slow";
            case 413 -> "too_large";
            case 415 -> "wrong_content_type";
            case 429, 503 -> "unavailable";
            default -> "failed";
        };
    }
}
