package io.mailbridge.buffer;

import io.mailbridge.log.OnceAMinute;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that commits groups, one after the other. Everything that is buffered depends on it, so nothing that is
 * thrown ends it: the group fails, and the next one is written.
 */
final class GroupWriter implements CommitQueue {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
    private static final int MAX_BYTES = 4 << 20;
    private static final double SMOOTHING = 16;
    private static final long LATE_NANOS = Duration.ofMillis(50).toNanos();
    /** A connection, a statement and a commit have limits that add up to 11 s. */
    private static final long STUCK_NANOS = Duration.ofSeconds(30).toNanos();

    private final Function<List<PendingCommit>, Exception> insert;
    private final GroupOutcome outcome;
    private final LongSupplier nanoTime;
    private final OnceAMinute thrown;
    private final BlockingQueue<PendingCommit> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "buffer-writer");
    private final AtomicLong waiting = new AtomicLong();
    /** Only its thread adds to it. */
    private volatile long committed;

    /** An update that is lost does no harm. */
    private volatile double rowsOfRequest = 1;

    private volatile boolean busy;
    private volatile long busySince;

    /**
     * @param insert commits a group, and returns the failure or null
     * @param nanoTime as System::nanoTime
     */
    GroupWriter(Function<List<PendingCommit>, Exception> insert, GroupOutcome outcome, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.thrown = new OnceAMinute(nanoTime);
        this.insert = insert;
        this.outcome = outcome;
        thread.setDaemon(true);
    }

    /** Receives the outcome of each group. */
    interface GroupOutcome {
        /** @param failure null after the commit */
        void ended(List<PendingCommit> group, Exception failure, boolean dataFault);

        /** Its request had been answered before it was written. */
        void leftOut(PendingCommit pending);

        /** All requests had been abandoned: the database was slow for as long as they waited. */
        void noneLeft();
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    void add(PendingCommit pending) {
        int rows = pending.records().size();
        rowsOfRequest += (rows - rowsOfRequest) / SMOOTHING;
        waiting.addAndGet(rows);
        queue.add(pending);
    }

    @Override
    public long rowsOfRequest() {
        return Math.round(rowsOfRequest);
    }

    @Override
    public long waiting() {
        return waiting.get();
    }

    @Override
    public long committed() {
        return committed;
    }

    @Override
    public void refuseLate() {
        long now = nanoTime.getAsLong();
        BufferUnavailable reason = new BufferUnavailable("More comes than can be buffered", null);
        queue.removeIf(pending -> {
            boolean ends = pending.hasWaited(now, LATE_NANOS) && pending.complete(reason);
            if (ends) {
                leave(pending);
                outcome.leftOut(pending);
            }
            return ends;
        });
    }

    private void leave(PendingCommit pending) {
        if (pending.leave()) {
            waiting.addAndGet(-pending.records().size());
        }
    }

    /** True where the thread is gone, or one group takes much longer than the sum of its time limits. */
    boolean isStuck() {
        return thread.getState() != Thread.State.NEW
                && (!thread.isAlive() || busy && nanoTime.getAsLong() - busySince > STUCK_NANOS);
    }

    private void run() {
        PendingCommit carried = null;
        while (!Thread.currentThread().isInterrupted()) {
            List<PendingCommit> group = new ArrayList<>();
            try {
                PendingCommit first = carried != null ? carried : queue.take();
                carried = null;
                busySince = nanoTime.getAsLong();
                busy = true;
                carried = form(first, group);
                commit(group);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                fail(group, e);
            } finally {
                busy = false;
            }
        }
    }

    private void fail(List<PendingCommit> group, Throwable cause) {
        try {
            if (thrown.isDue()) {
                LOG.error("A group could not be written", cause);
            }
            outcome.ended(group, new IllegalStateException(cause.toString(), cause), false);
        } catch (Throwable e) {
            // no memory for a log line: each request still has its deadline
            thrown.isDue();
        }
    }

    /** Adds the request and those after it to the group; returns the one that did not fit, or null. */
    private PendingCommit form(PendingCommit first, List<PendingCommit> group) {
        int rows = 0;
        long bytes = 0;
        PendingCommit next = first;
        while (next != null) {
            leave(next);
            if (next.claim()) {
                group.add(next);
                rows += next.records().size();
                bytes += next.bytes();
            } else {
                outcome.leftOut(next);
            }
            next = queue.poll();
            boolean isFull =
                    next != null && (rows + next.records().size() > ROWS_OF_GROUP || bytes + next.bytes() > MAX_BYTES);
            if (isFull && !group.isEmpty()) {
                break;
            }
        }
        return next;
    }

    private void commit(List<PendingCommit> group) {
        if (group.isEmpty()) {
            outcome.noneLeft();
            return;
        }
        Exception failure = insert.apply(group);
        boolean dataFault = failure != null && isDataFault(failure);
        if (dataFault && group.size() > 1) {
            // one request's row is at fault: the others must not fail with it
            group.forEach(pending -> commit(List.of(pending)));
            return;
        }
        if (failure == null) {
            committed += group.stream()
                    .mapToLong(pending -> pending.records().size())
                    .sum();
        }
        outcome.ended(group, failure, dataFault);
    }

    /** SQLState classes 22 (data) and 23 (integrity) concern a row, not the database. */
    private static boolean isDataFault(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }
}
