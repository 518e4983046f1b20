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
    /** Where nothing was buffered for so long, the failure says nothing about now. */
    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(15).toNanos();

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
        if (!closed) {
            return true;
        }
        long overdue = nanoTime.getAsLong() - retryAt;
        if (overdue > FORGOTTEN_NANOS && !trying.get()) {
            closed = false;
            return true;
        }
        return overdue >= 0 && trying.compareAndSet(false, true);
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
