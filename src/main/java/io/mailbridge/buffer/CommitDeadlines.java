package io.mailbridge.buffer;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the wait of those whose time is over. One look for all of them, since a timer each would cost more than the wait. */
final class CommitDeadlines {
    private static final Logger LOG = LoggerFactory.getLogger(CommitDeadlines.class);
    private static final long PERIOD_MILLIS = 20;
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Runs a look on the JDK's own thread for delays: it takes no time and no other thread may be free. */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(PERIOD_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    private final Consumer<PendingCommit> giveUp;
    private final Queue<PendingCommit> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long lookedAt = System.nanoTime();

    /** @param giveUp called for each that is late */
    CommitDeadlines(Consumer<PendingCommit> giveUp) {
        this.giveUp = giveUp;
    }

    void watch(PendingCommit pending) {
        waiting.add(pending);
        lookLater();
    }

    /** True where some wait and nobody has looked for much longer than a period. */
    boolean isStuck() {
        return !waiting.isEmpty() && System.nanoTime() - lookedAt > STUCK_NANOS;
    }

    private void lookLater() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            lookedAt = System.nanoTime();
            LATER.execute(this::look);
        }
    }

    private void look() {
        try {
            long now = System.nanoTime();
            waiting.removeIf(pending -> pending.hasEnded() || isGivenUp(pending, now));
        } catch (Throwable e) {
            // what is left is looked at again; without these looks requests would wait for ever
            LOG.error("Those whose time is over could not all be told", e);
        } finally {
            looking.set(false);
            if (!waiting.isEmpty()) {
                lookLater();
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
