package io.mailbridge.faults;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a fault did, in figures.
 *
 * @param buffered rows that were inserted for these events
 * @param resent copies that are there because the platform sent the request again
 * @param replayed copies that are there because the first one's acknowledgement did not arrive in time, so that the
 *     event was buffered as well
 * @param repeated copies that the producer's own retries made
 * @param drained time from the end of the fault until the buffer was empty
 */
record Audit(
        int requests,
        int events,
        long buffered,
        int resent,
        int replayed,
        int repeated,
        Duration slowest,
        Duration drained) {

    /** Of two faults, one after the other. */
    Audit plus(Audit other) {
        return new Audit(
                requests + other.requests,
                events + other.events,
                buffered + other.buffered,
                resent + other.resent,
                replayed + other.replayed,
                repeated + other.repeated,
                longer(slowest, other.slowest),
                longer(drained, other.drained));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    Audit drainedAfter(Duration time) {
        return new Audit(requests, events, buffered, resent, replayed, repeated, slowest, time);
    }

    /** In the order of the table in docs/failure-scenarios.md. */
    Stream<String> cells() {
        return Stream.of(
                "%,d".formatted(requests),
                "%,d".formatted(events),
                "%,d".formatted(buffered),
                "%,d + %,d + %,d".formatted(resent, replayed, repeated),
                "%,d".formatted(slowest.toMillis()),
                "%,d".formatted(drained.toMillis()));
    }

    @Override
    public String toString() {
        return ("%,d events in %,d requests, %,d buffered; copies: %d resent, %d replayed, %d repeated;"
                        + " slowest answer %d ms, drained after %d ms")
                .formatted(
                        events, requests, buffered, resent, replayed, repeated, slowest.toMillis(), drained.toMillis());
    }
}
