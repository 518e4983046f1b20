package io.mailbridge.buffer;

import io.mailbridge.log.OnceAMinute;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether rows can be committed. A check shows that the database answers and is not read-only; only a write shows the
 * rest, such as a full disk. So a failed write counts until a row has been committed again.
 */
final class BufferHealth {
    private static final Logger LOG = LoggerFactory.getLogger(BufferHealth.class);
    private static final String READ_ONLY = "the database is read-only";
    private static final String NOT_MADE = "its tables are not made yet";
    /** An older answer says nothing about now: watch-buffer was stopped, or hangs. It checks every 5 s. */
    static final long STALE_NANOS = Duration.ofSeconds(15).toNanos();

    private final LongSupplier nanoTime;
    private final OnceAMinute warning;
    private volatile String checkFailure = "it has not been checked yet";
    private volatile String writeFailure;
    private volatile long answeredAt;
    /** The present failure is in the log, so its end is logged, too. */
    private boolean reported = true;

    /** @param nanoTime as System::nanoTime */
    BufferHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.warning = new OnceAMinute(nanoTime);
    }

    /**
     * The database has answered a check.
     *
     * @param made false where the tables are still to be made
     */
    void answered(boolean readOnly, boolean made) {
        if (readOnly || !made) {
            unreachable(readOnly ? READ_ONLY : NOT_MADE);
            return;
        }
        answeredAt = nanoTime.getAsLong();
        if (checkFailure != null) {
            recover(false);
        }
    }

    /** A check failed. */
    void unreachable(String cause) {
        checkFailure = cause;
        report(cause);
    }

    /** Rows were committed, so everything works. */
    void committed() {
        answeredAt = nanoTime.getAsLong();
        if (checkFailure != null || writeFailure != null) {
            recover(true);
        }
    }

    /** A write failed, and not because of its data. */
    void writeFailed(String cause) {
        writeFailure = cause;
        report(cause);
    }

    private synchronized void report(String cause) {
        if (warning.isDue()) {
            reported = true;
            LOG.warn("The buffer is not available: {}", cause);
        }
    }

    private synchronized void recover(boolean committed) {
        checkFailure = null;
        if (committed) {
            writeFailure = null;
        }
        if (writeFailure == null && reported) {
            reported = false;
            LOG.info("The buffer is available");
        }
    }

    /** True where only a commit can show that writes succeed again. */
    boolean isInDoubt() {
        return writeFailure != null && checkFailure == null;
    }

    boolean isAvailable() {
        return failure() == null;
    }

    /** Why rows cannot be committed, in the words of the database or the driver; null where they can. */
    String failure() {
        if (writeFailure != null) {
            return writeFailure;
        }
        if (checkFailure != null) {
            return checkFailure;
        }
        return nanoTime.getAsLong() - answeredAt < STALE_NANOS ? null : "watch-buffer has not checked it for 15 s";
    }
}
