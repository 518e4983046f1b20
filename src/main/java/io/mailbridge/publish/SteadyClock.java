package io.mailbridge.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Right at its start, and never set afterwards. The breaker takes the end of its pause from it: by the machine's clock,
 * set back by an hour, an open breaker would stay open for an hour.
 */
final class SteadyClock extends Clock {
    private final Instant start;
    private final LongSupplier nanoTime;
    private final long startNanos;

    /** @param nanoTime as System::nanoTime */
    SteadyClock(Instant start, LongSupplier nanoTime) {
        this.start = start;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plus(Duration.ofNanos(nanoTime.getAsLong() - startNanos));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("It has no zone");
    }
}
