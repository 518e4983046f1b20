package io.mailbridge.buffer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Closes after a write that failed, so that requests do not queue up behind each other's waits for a database that is
 * down: one request at a time tries it again, a moment later; the others are refused at once.
 */
final class WriteGate {
    private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicBoolean trying = new AtomicBoolean();
    private volatile boolean closed;
    private volatile long retryAt;

    /** @param nanoTime as System::nanoTime */
    WriteGate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** True where the caller may write; after a failure it is the only one, until its write has ended. */
    boolean enter() {
        return !closed || (nanoTime.getAsLong() - retryAt >= 0 && trying.compareAndSet(false, true));
    }

    /** Every write ends in one of these two, also one that nobody waits for any more. */
    void succeeded() {
        closed = false;
        trying.set(false);
    }

    void failed() {
        retryAt = nanoTime.getAsLong() + PAUSE_NANOS;
        closed = true;
        trying.set(false);
    }
}
