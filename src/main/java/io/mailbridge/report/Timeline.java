package io.mailbridge.report;

import io.mailbridge.event.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts events over time in few steps, which become longer as the time does. */
final class Timeline {
    /** What a step distinguishes. */
    static final List<String> SERIES =
            List.of("delivered", "opened or clicked", "not delivered or complained", "other");

    static final int MOST_STEPS = 60;

    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(28),
            Duration.ofDays(364),
            Duration.ofDays(3640));

    private final TreeMap<Long, long[]> counts = new TreeMap<>();
    private int step;

    /**
     * One step.
     *
     * @param begin milliseconds since 1970
     * @param counts events, in the order of {@link #SERIES}
     */
    record Step(long begin, List<Long> counts) {}

    void add(long time, EventType type) {
        counts.computeIfAbsent(begin(time), key -> new long[SERIES.size()])[series(type)]++;
        while (step < STEPS.size() - 1 && span() > MOST_STEPS) {
            step++;
            coarsen();
        }
    }

    private static int series(EventType type) {
        return switch (type) {
            case DELIVERED -> 0;
            case OPENED, CLICKED -> 1;
            case BOUNCED, DROPPED, FAILED, COMPLAINED, UNSUBSCRIBED -> 2;
            default -> 3;
        };
    }

    private long begin(long time) {
        return Math.floorDiv(time, millis()) * millis();
    }

    private long millis() {
        return STEPS.get(step).toMillis();
    }

    private long span() {
        return (counts.lastKey() - counts.firstKey()) / millis() + 1;
    }

    private void coarsen() {
        Map<Long, long[]> finer = new TreeMap<>(counts);
        counts.clear();
        finer.forEach((time, added) -> {
            long[] sum = counts.computeIfAbsent(begin(time), key -> new long[SERIES.size()]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += added[i];
            }
        });
    }

    Duration length() {
        return STEPS.get(step);
    }

    /** Without gaps, oldest first. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (long time = counts.isEmpty() ? 0 : counts.firstKey();
                !counts.isEmpty() && time <= counts.lastKey();
                time += millis()) {
            List<Long> found = new ArrayList<>();
            for (long count : counts.getOrDefault(time, new long[SERIES.size()])) {
                found.add(count);
            }
            steps.add(new Step(time, found));
        }
        return steps;
    }
}
