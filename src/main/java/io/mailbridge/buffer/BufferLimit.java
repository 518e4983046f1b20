package io.mailbridge.buffer;

import io.mailbridge.log.OnceAMinute;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the buffer below bridge.buffer.max-rows, so that an outage does not end in a full disk. It adds what this
 * process has written to what was counted last; other replicas' rows are known after the next count.
 */
final class BufferLimit {
    private static final Logger LOG = LoggerFactory.getLogger(BufferLimit.class);
    private static final double WARNING = 0.8;
    /** The warning is repeated once the rows were fewer than this share. */
    private static final double CALM = 0.7;

    private final long most;
    private final OnceAMinute full;
    private long rows;
    private long underWay;
    private long committed;
    private long committedBefore;
    private boolean warned;

    /**
     * @param most rows, 0 for no limit
     * @param nanoTime as System::nanoTime
     */
    BufferLimit(long most, LongSupplier nanoTime) {
        this.most = most;
        this.full = new OnceAMinute(nanoTime);
    }

    /** Reserves room for rows; false where there is none. Each reservation has to be settled. */
    boolean admit(int wanted) {
        return most == 0 || reserve(wanted);
    }

    private synchronized boolean reserve(int wanted) {
        if (rows + wanted > most) {
            if (full.isDue()) {
                LOG.warn(
                        "The buffer is full: {} of bridge.buffer.max-rows={}; what Kafka does not take is refused",
                        rows,
                        most);
            }
            return false;
        }
        rows += wanted;
        underWay += wanted;
        if (!warned && rows > WARNING * most) {
            warned = true;
            LOG.warn("The buffer holds {} rows, bridge.buffer.max-rows is {}", rows, most);
        }
        return true;
    }

    /** Admitted rows were committed, or were not. */
    synchronized void settle(int admitted, boolean stored) {
        if (most == 0) {
            return;
        }
        underWay -= admitted;
        if (stored) {
            committed += admitted;
        } else {
            rows -= admitted;
        }
    }

    synchronized void counting() {
        committedBefore = committed;
    }

    /**
     * What was committed during the count may be in it or not, so the count gives a lower and an upper bound; between
     * them the figures of this process are right.
     *
     * @param complete false where there are more rows than were counted
     */
    synchronized void counted(long found, boolean complete) {
        long highest = found + underWay + committed - committedBefore;
        rows = Math.max(found, complete ? Math.min(rows, highest) : rows);
        warned = warned && rows >= CALM * most;
    }

    synchronized boolean isFull() {
        return most > 0 && rows >= most;
    }

    /** Rows by bridge.buffer.max-rows; 0 without a limit. */
    synchronized double usage() {
        return most == 0 ? 0 : (double) rows / most;
    }
}
