package io.mailbridge.soak;

import java.time.Duration;
import java.util.Arrays;

/** How long answers took, in tenths of a millisecond up to {@link #LONGEST}; memory does not depend on their number. */
final class Latencies {
    static final Duration LONGEST = Duration.ofSeconds(4);
    private static final long STEP = Duration.ofNanos(100_000).toNanos();

    private final int[] counts = new int[(int) (LONGEST.toNanos() / STEP) + 1];
    private long total;

    /** @param second since the soak began; the latencies are NaN where nothing was answered */
    record Quantiles(double second, long answers, double p50Ms, double p99Ms, double worstMs) {}

    synchronized void add(long nanos) {
        counts[(int) Math.min(nanos / STEP, counts.length - 1)]++;
        total++;
    }

    synchronized Quantiles quantiles(double second) {
        return new Quantiles(second, total, millisOf(0.5), millisOf(0.99), millisOf(1));
    }

    /** Those since the last call. */
    synchronized Quantiles take(double second) {
        Quantiles taken = quantiles(second);
        Arrays.fill(counts, 0);
        total = 0;
        return taken;
    }

    private double millisOf(double share) {
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < counts.length && total > 0; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return (i + 1) * STEP / 1e6;
            }
        }
        return Double.NaN;
    }
}
