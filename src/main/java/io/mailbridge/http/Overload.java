package io.mailbridge.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses requests by their heads while those before them wait for each other: for a thread, or with Kafka down for a commit
 * of the buffer. However many wait for Kafka or a frozen database, they don't wait for each other (docs/adr/0015).
 */
final class Overload {
    /** Tasks that may always wait for a thread. */
    private static final int FEW_TASKS = 4;

    private static final long LATE_ROUND = TimeUnit.MILLISECONDS.toNanos(Patrol.ROUND_MILLIS + 300);
    /** Then there was no connection and no round. */
    private static final long REST = TimeUnit.SECONDS.toNanos(5);

    /** Slower bodies are not counted on. */
    private static final long ARRIVAL = TimeUnit.MILLISECONDS.toNanos(50);

    private final AtomicInteger waiting = new AtomicInteger();
    /** Let in by their heads a moment ago, in an overload: many heads can come before the first body is complete. */
    private final AtomicInteger arriving = new AtomicInteger();

    private volatile long arrivingSince;
    private final AtomicLong begun = new AtomicLong();
    private final Backlog tasks;
    /** Null where nothing is buffered. */
    private volatile Backlog rows;

    private long roundAt;

    Overload(MeterRegistry registry, long now) {
        tasks = new Backlog("a thread", this::ahead, begun::get, FEW_TASKS, () -> {}, now);
        roundAt = now;
        Gauge.builder("bridge.overload", () -> isOverloaded() ? 1 : 0)
                .description("1 while requests are refused early since more come than can be done")
                .register(registry);
    }

    void bufferWith(Buffering buffer, long now) {
        rows = new Backlog(
                "a commit of the buffer",
                () -> rowsAhead(buffer),
                buffer::done,
                buffer.group(),
                buffer::refuseLate,
                now);
    }

    private int ahead() {
        return waiting.get() + arriving.get();
    }

    /** Rows that wait for a commit, and those of the requests that come before a new one; 0 while Kafka takes records. */
    private long rowsAhead(Buffering buffer) {
        long written = buffer.waiting();
        boolean none = written == 0 && !rows.isOverloaded() || !buffer.takesAll();
        return none ? 0 : written + ahead() * buffer.rowsOfRequest();
    }

    /** @param modest its source has few requests in progress */
    boolean refuses(long now, boolean modest) {
        boolean full = tasks.isFull(now, modest);
        if (rows != null && rows.isFull(now, modest) || full) {
            return true;
        }
        if (isOverloaded()) {
            arrives(now);
        }
        return false;
    }

    private boolean isOverloaded() {
        return tasks.isOverloaded() || rows != null && rows.isOverloaded();
    }

    private void arrives(long now) {
        if (now - arrivingSince > ARRIVAL) {
            arrivingSince = now;
            arriving.set(0);
        }
        arriving.incrementAndGet();
    }

    /** A request waits for a thread from now on. */
    void queued() {
        waiting.incrementAndGet();
        if (arriving.get() > 0) {
            arriving.updateAndGet(others -> Math.max(0, others - 1));
        }
    }

    /**
     * A thread takes a request; false where it is to be refused now.
     *
     * @param waited nanoseconds
     */
    boolean begins(long waited, boolean modest) {
        waiting.decrementAndGet();
        if (tasks.isLate(waited) && !modest) {
            return false;
        }
        begun.incrementAndGet();
        return true;
    }

    /** A request was refused since too many are in progress, or too much in memory. */
    void turnedAway() {
        tasks.turnedAway();
        if (rows != null) {
            rows.turnedAway();
        }
    }

    /** In each round of the patrol, whose delay shows that the process stood still. */
    void noteRound(long now) {
        long length = now - roundAt;
        roundAt = now;
        if (length > LATE_ROUND && length < REST) {
            tasks.paused(now, length);
            if (rows != null) {
                rows.paused(now, length);
            }
        }
    }
}
