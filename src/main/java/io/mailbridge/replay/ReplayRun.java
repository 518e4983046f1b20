package io.mailbridge.replay;

import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.apache.camel.Exchange;

/**
 * One run of the replay, shared by its lanes: what is claimed next, and what the batches found. Tries of topics come
 * first, then one batch; or, while the buffer is drained, one for each lane and then batch after batch while all goes
 * well.
 */
final class ReplayRun {
    private static final String PROPERTY = "mailbridge.replayRun";

    private final long startedAt = System.nanoTime();
    private final Iterator<Claim> trials;
    private final int sideBySide;
    private final long endsAfter;
    private final BooleanSupplier goesWell;
    private final LongFunction<Claim> claimAfter;
    /** Claims of batches, without trials. */
    private int batches;

    private int claims;
    private int reads;
    private boolean foundRows;
    /** A batch has found no rows. */
    private boolean exhausted;
    /**
     * Highest id that this run has claimed. Each batch begins after it: otherwise lanes would walk over each other's
     * rows, and over those that are deleted but not cleaned up.
     */
    private long claimedUpTo;

    private boolean followed;
    private long pauseMillis;

    /**
     * @param trials tries of topics
     * @param sideBySide batches at a time; with 1 the run has a single batch
     * @param endsAfter nanoseconds after which no batch is begun
     * @param goesWell false where no batch may follow
     * @param claimAfter makes the claim of a batch that begins after an id
     */
    ReplayRun(
            List<Claim> trials,
            int sideBySide,
            long endsAfter,
            BooleanSupplier goesWell,
            LongFunction<Claim> claimAfter) {
        this.trials = trials.iterator();
        this.sideBySide = sideBySide;
        this.endsAfter = endsAfter;
        this.goesWell = goesWell;
        this.claimAfter = claimAfter;
    }

    static ReplayRun of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, ReplayRun.class);
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** {@code System.nanoTime()} of its beginning. */
    long startedAt() {
        return startedAt;
    }

    /** What a free lane claims, or null where the run is over for it. */
    synchronized Claim next() {
        Claim next = null;
        if (trials.hasNext()) {
            next = trials.next();
        } else if (batches < sideBySide || sideBySide > 1 && goesOn()) {
            batches++;
            next = claimAfter.apply(claimedUpTo);
        }
        claims += next == null ? 0 : 1;
        return next;
    }

    private boolean goesOn() {
        return !exhausted && goesWell.getAsBoolean() && System.nanoTime() - startedAt < endsAfter;
    }

    /** A claim has been answered. */
    synchronized void read(Claim claim, List<ReplayBatch.Row> rows) {
        reads++;
        if (!rows.isEmpty()) {
            foundRows = true;
            claimedUpTo = Math.max(claimedUpTo, rows.get(rows.size() - 1).id());
        } else if (!claim.trial()) {
            exhausted = true;
        }
    }

    /** A claim has failed: no lane begins another batch. */
    synchronized void failed(Claim claim) {
        exhausted = exhausted || !claim.trial();
    }

    synchronized boolean isExhausted() {
        return exhausted;
    }

    /** True where each claim was answered, and none found rows: nothing waits, or another replica holds it. */
    synchronized boolean foundNothing() {
        return !foundRows && reads == claims;
    }

    /** Another run is to follow after this time, without waiting for the next period. */
    synchronized void followAfter(long millis) {
        followed = true;
        pauseMillis = Math.max(pauseMillis, millis);
    }

    synchronized boolean isFollowed() {
        return followed;
    }

    synchronized long pauseMillis() {
        return pauseMillis;
    }
}
