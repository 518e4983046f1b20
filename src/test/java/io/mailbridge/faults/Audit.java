package io.mailbridge.faults;

import java.time.Duration;

/**
 * What a fault did, in figures.
 *
 * @param buffered rows that were inserted for these events
 * @param resent copies that are there because the platform sent the request again
 * @param replayed copies that are there because the first one's acknowledgement did not arrive in time, so that the
 *     event was buffered as well
 * @param repeated copies that the producer's own retries made
 */
record Audit(int requests, int events, long buffered, int resent, int replayed, int repeated, Duration slowest) {
    @Override
    public String toString() {
        return "%,d events in %,d requests, %,d buffered; copies: %d resent, %d replayed, %d repeated; slowest answer %d ms"
                .formatted(events, requests, buffered, resent, replayed, repeated, slowest.toMillis());
    }
}
