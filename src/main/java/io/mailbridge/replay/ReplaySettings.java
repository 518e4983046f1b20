package io.mailbridge.replay;

import io.mailbridge.settings.Settings;
import java.util.Map;

/**
 * How fast and how often the replay tries.
 *
 * @param batchSize rows of one transaction
 * @param maxRate events a second, 0 for no limit
 * @param maxAttempts tries of a record at fault before it is parked
 * @param periodMs milliseconds between two runs on an empty buffer
 */
public record ReplaySettings(int batchSize, int maxRate, int maxAttempts, long periodMs) {
    public static ReplaySettings from(Settings settings) {
        return new ReplaySettings(
                settings.number("bridge.replay.batch-size", 1, 10_000),
                settings.number("bridge.replay.max-rate", 0, 1_000_000),
                settings.number("bridge.replay.max-attempts", 1, 100),
                settings.duration("bridge.replay.period", "100ms", "1h").toMillis());
    }

    /** What the routes use in addition to the operator's keys. */
    public Map<String, String> derived() {
        return Map.of("derived.replay.period-ms", String.valueOf(periodMs));
    }
}
