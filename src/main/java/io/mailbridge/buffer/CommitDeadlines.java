package io.mailbridge.buffer;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the wait of requests whose time is over. One check serves all, since a timer for each would cost more than the
 * wait.
 */
final class CommitDeadlines {
    private static final Logger LOG = LoggerFactory.getLogger(CommitDeadlines.class);
    private static final long PERIOD_MILLIS = 20;
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Runs a check on the JDK's own thread for delays: it takes no time, and all other threads may be busy. */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(PERIOD_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    private final Consumer<PendingCommit> giveUp;
    private final LongSupplier nanoTime;
    private final Queue<PendingCommit> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean checkScheduled = new AtomicBoolean();
    private volatile long scheduledAt;

    /**
     * @param giveUp called for each overdue request
     * @param nanoTime as System::nanoTime
     */
    CommitDeadlines(Consumer<PendingCommit> giveUp, LongSupplier nanoTime) {
        this.giveUp = giveUp;
        this.nanoTime = nanoTime;
        this.scheduledAt = nanoTime.getAsLong();
    }

    void watch(PendingCommit pending) {
        waiting.add(pending);
        checkLater();
    }

    /** True where requests wait and there was no check for much longer than a period. */
    boolean isStuck() {
        return !waiting.isEmpty() && nanoTime.getAsLong() - scheduledAt > STUCK_NANOS;
    }

    private void checkLater() {
        if (!checkScheduled.get() && checkScheduled.compareAndSet(false, true)) {
            scheduledAt = nanoTime.getAsLong();
            LATER.execute(this::check);
        }
    }

    private void check() {
        try {
            long now = nanoTime.getAsLong();
            waiting.removeIf(pending -> pending.hasEnded() || isGivenUp(pending, now));
        } catch (Throwable e) {
            // the others are checked again; without these checks requests would wait for ever
            LOG.error("Not every request whose time is over could be given up", e);
        } finally {
            checkScheduled.set(false);
            if (!waiting.isEmpty()) {
                checkLater();
            }
        }
    }

    private boolean isGivenUp(PendingCommit pending, long now) {
        if (!pending.isLate(now)) {
            return false;
        }
        giveUp.accept(pending);
        return true;
    }
}
