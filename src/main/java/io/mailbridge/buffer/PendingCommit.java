package io.mailbridge.buffer;

import io.mailbridge.event.OutboundRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One request's rows on their way into a group; a request that gave up before the group was formed is left out. */
final class PendingCommit {
    private enum State {
        WAITING,
        CLAIMED,
        ABANDONED
    }

    private final List<OutboundRecord> records;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Exception failure;

    PendingCommit(List<OutboundRecord> records) {
        this.records = records;
    }

    List<OutboundRecord> records() {
        return records;
    }

    long bytes() {
        return records.stream().mapToLong(outbound -> outbound.value().length).sum();
    }

    /** Takes the rows into a group; false where their request has been answered already. */
    boolean claim() {
        return state.compareAndSet(State.WAITING, State.CLAIMED);
    }

    /** @param cause null after the commit */
    void complete(Exception cause) {
        failure = cause;
        done.countDown();
    }

    /**
     * Waits for the commit.
     *
     * @return false where it did not come in time. Rows whose insert was under way may still be committed then; the
     *     sender sends them again, with the same ids.
     * @throws BufferUnavailable where it failed
     */
    boolean await(Duration limit) {
        try {
            if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                state.compareAndSet(State.WAITING, State.ABANDONED);
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BufferUnavailable("Interrupted while waiting for the buffer", e);
        }
        if (failure != null) {
            throw new BufferUnavailable("The buffer cannot be written: " + failure.getMessage(), failure);
        }
        return true;
    }
}
