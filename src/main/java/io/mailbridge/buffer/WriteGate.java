package io.mailbridge.buffer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Closes after a write that failed, so that requests do not queue up for a database that is down: one request at a
 * time tries it again, a moment later; the others are refused at once.
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

    /** Every write calls one of these two when it ends, even if no request waits for it any longer. */
    void succeeded() {
        closed = false;
    }

    void failed() {
        retryAt = nanoTime.getAsLong() + PAUSE_NANOS;
        closed = true;
        trying.set(false);
    }
}
