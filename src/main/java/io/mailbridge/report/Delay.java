package io.mailbridge.report;

import java.util.List;
import java.util.Locale;

/**
 * How long events took from the platform's time to Kafka, in milliseconds.
 *
 * @param measured events with a time of the platform
 * @param ahead of these, events that are on Kafka before the platform says that they happened; counted as 0
 * @param unknown events without a time of the platform
 * @param ranges names of ranges, from short to long
 * @param counts events in each range
 */
public record Delay(
        long measured,
        long p50,
        long p90,
        long p99,
        long longest,
        long ahead,
        long unknown,
        List<String> ranges,
        List<Long> counts) {
    /** Such as {@code 340 ms}, {@code 4.2 s}, {@code 3.5 min}, {@code 7.1 h}. */
    public static String text(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
        }
        return millis < 7_200_000
                ? String.format(Locale.ROOT, "%.1f min", millis / 6e4)
                : String.format(Locale.ROOT, "%.1f h", millis / 3.6e6);
    }
}
