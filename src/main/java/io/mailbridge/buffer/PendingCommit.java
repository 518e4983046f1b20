package io.mailbridge.buffer;

import io.mailbridge.event.OutboundRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request's rows on their way into a group; a request that gave up before the group was formed is left out. */
final class PendingCommit {
    private static final Logger LOG = LoggerFactory.getLogger(PendingCommit.class);

    private enum State {
        WAITING,
        CLAIMED,
        ENDED
    }

    private final List<OutboundRecord> records;
    private final long began = System.nanoTime();
    private final Duration limit;
    private final Consumer<Exception> end;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicBoolean settled = new AtomicBoolean();

    /**
     * @param limit time it waits for the commit
     * @param end called once, by whichever thread ends it: with null after the commit, else with the failure
     */
    PendingCommit(List<OutboundRecord> records, Duration limit, Consumer<Exception> end) {
        this.records = records;
        this.limit = limit;
        this.end = end;
    }

    List<OutboundRecord> records() {
        return records;
    }

    long bytes() {
        long bytes = 0;
        for (OutboundRecord outbound : records) {
            bytes += outbound.value().length;
        }
        return bytes;
    }

    /** @param now System.nanoTime() */
    boolean hasWaited(long now, long nanos) {
        return now - began > nanos;
    }

    /** Takes the rows into a group; false where their request was already answered. */
    boolean claim() {
        return state.compareAndSet(State.WAITING, State.CLAIMED);
    }

    Duration limit() {
        return limit;
    }

    boolean hasEnded() {
        return state.get() == State.ENDED;
    }

    /** @param now System.nanoTime() */
    boolean isLate(long now) {
        return now - began >= limit.toNanos();
    }

    /** True once, when it is taken from the queue. */
    boolean leave() {
        return left.compareAndSet(false, true);
    }

    /** True once, so that its rows are counted once. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    /**
     * Ends the wait, unless it has ended. Rows whose insert is in progress may still be committed after their time is
     * over; the sender sends them again, and they get the same ids.
     *
     * @param failure null after the commit
     * @return true where this call ended it
     */
    boolean complete(Exception failure) {
        if (state.getAndSet(State.ENDED) == State.ENDED) {
            return false;
        }
        try {
            end.accept(failure);
        } catch (Throwable e) {
            // the other requests need the thread, too
            LOG.error("A request could not continue after the buffer", e);
        }
        return true;
    }
}
