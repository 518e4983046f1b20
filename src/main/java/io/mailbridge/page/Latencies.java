package io.mailbridge.page;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How many requests took how long, by the buckets of bridge_requests_seconds; the last one holds what took longer than all.
 *
 * @param limits of the buckets in milliseconds
 * @param counts one more than limits, each of its bucket alone
 */
record Latencies(double[] limits, double[] counts) {
    static final Latencies NONE = new Latencies(new double[0], new double[1]);

    Latencies plus(Timer timer) {
        CountAtBucket[] buckets = timer.takeSnapshot().histogramCounts();
        double[] upTo = Arrays.stream(buckets)
                .mapToDouble(bucket -> bucket.bucket(TimeUnit.MILLISECONDS))
                .toArray();
        double[] sums = counts.length == buckets.length + 1 ? counts.clone() : new double[buckets.length + 1];
        double before = 0;
        for (int i = 0; i < buckets.length; i++) {
            sums[i] += buckets[i].count() - before;
            before = buckets[i].count();
        }
        sums[buckets.length] += Math.max(0, timer.count() - before);
        return new Latencies(upTo, sums);
    }

    Latencies since(Latencies earlier) {
        if (earlier.counts.length != counts.length) {
            return this;
        }
        double[] differences = counts.clone();
        for (int i = 0; i < differences.length; i++) {
            differences[i] = Math.max(0, differences[i] - earlier.counts[i]);
        }
        return new Latencies(limits, differences);
    }

    /**
     * In milliseconds, between the limits of its bucket in proportion; the highest limit for what is beyond; NaN where there
     * were no requests.
     *
     * @param share such as 0.99
     */
    double percentile(double share) {
        double wanted = share * Arrays.stream(counts).sum();
        if (wanted == 0) {
            return Double.NaN;
        }
        double seen = 0;
        for (int i = 0; i < limits.length; i++) {
            if (counts[i] > 0 && seen + counts[i] >= wanted) {
                double from = i == 0 ? 0 : limits[i - 1];
                return from + (limits[i] - from) * (wanted - seen) / counts[i];
            }
            seen += counts[i];
        }
        return limits[limits.length - 1];
    }
}
