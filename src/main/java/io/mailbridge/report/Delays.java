package io.mailbridge.report;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How long events took from the platform's time to Kafka. Exact to 3 %, in fixed space. */
final class Delays {
    /** Buckets for each doubling; below twice that, each millisecond has its own. */
    private static final int STEPS = 32;

    private static final int STEP_BITS = 5;
    private static final List<Duration> LIMITS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6));
    private static final List<String> NAMES = List.of(
            "under 1 s",
            "1 to 5 s",
            "5 to 30 s",
            "30 s to 2 min",
            "2 to 10 min",
            "10 to 60 min",
            "1 to 6 h",
            "6 h or more");

    private final long[] buckets = new long[STEPS * (Long.SIZE - STEP_BITS + 1)];
    private final long[] ranges = new long[NAMES.size()];
    private long measured;
    private long longest;
    private long ahead;
    private long unknown;

    /** @param millis negative where the platform's clock is ahead, which counts as none */
    void add(long millis) {
        long delay = Math.max(0, millis);
        ahead += millis < 0 ? 1 : 0;
        measured++;
        longest = Math.max(longest, delay);
        buckets[bucket(delay)]++;
        int range = 0;
        while (range < LIMITS.size() && delay >= LIMITS.get(range).toMillis()) {
            range++;
        }
        ranges[range]++;
    }

    /** The platform gave no time. */
    void addUnknown() {
        unknown++;
    }

    private static int bucket(long delay) {
        int shift = Math.max(0, Long.SIZE - STEP_BITS - 1 - Long.numberOfLeadingZeros(delay));
        return shift * STEPS + (int) (delay >>> shift);
    }

    private static long last(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        return ((bucket - (long) shift * STEPS + 1) << shift) - 1;
    }

    private long percentile(int percent) {
        long rank = Math.max(1, (measured * percent + 99) / 100);
        long below = 0;
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            below += buckets[bucket];
            if (below >= rank) {
                return Math.min(longest, last(bucket));
            }
        }
        return longest;
    }

    Delay delay() {
        return new Delay(
                measured,
                measured == 0 ? 0 : percentile(50),
                measured == 0 ? 0 : percentile(90),
                measured == 0 ? 0 : percentile(99),
                longest,
                ahead,
                unknown,
                NAMES,
                Arrays.stream(ranges).boxed().toList());
    }
}
