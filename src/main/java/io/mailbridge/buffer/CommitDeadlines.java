package io.mailbridge.buffer;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Ends the wait of those whose time is over. One look for all of them, since a timer each would cost more than the wait. */
final class CommitDeadlines {
    private static final long PERIOD_MILLIS = 20;
    /** Runs a look on the JDK's own thread for delays: it takes no time and no other thread may be free. */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(PERIOD_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    private final Consumer<PendingCommit> giveUp;
    private final Queue<PendingCommit> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param giveUp called for each that is late */
    CommitDeadlines(Consumer<PendingCommit> giveUp) {
        this.giveUp = giveUp;
    }

    void watch(PendingCommit pending) {
        waiting.add(pending);
        lookLater();
    }

    private void lookLater() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            LATER.execute(this::look);
        }
    }

    private void look() {
        long now = System.nanoTime();
        waiting.removeIf(pending -> pending.hasEnded() || isGivenUp(pending, now));
        looking.set(false);
        if (!waiting.isEmpty()) {
            lookLater();
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
