package io.mailbridge.http;

import io.mailbridge.log.RareLog;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether what waits in one place waits because more comes than is done: the wait is long and grows although things
 * get done. Then it says who may still join, until hardly anybody has to be refused. A stall, in which nothing gets done, is
 * no overload, nor is what has to be caught up with after it (docs/adr/0015).
 */
final class Backlog {
    private static final long WINDOW = Duration.ofMillis(50).toNanos();
    /** Longer than where each of 256 connections always has a request waiting; the strictest platforms wait 3 s. */
    private static final long LONG_WAIT = Duration.ofMillis(500).toNanos();
    /** Long enough where requests are turned away already. */
    private static final long FULL_WAIT = Duration.ofMillis(100).toNanos();

    private static final int GROWING_WINDOWS = 5;
    private static final long STALL = Duration.ofMillis(300).toNanos();
    /** A JVM becomes several times faster in its first seconds of work, so what waits then will soon be done. */
    static final long WARM_UP = Duration.ofSeconds(10).toNanos();

    private static final long MOST_CATCHING_UP = Duration.ofSeconds(3).toNanos();
    /** What a request may wait in an overload. */
    private static final long SHORT_WAIT = Duration.ofMillis(10).toNanos();

    private static final long LATE = Duration.ofMillis(50).toNanos();
    private static final int WINDOWS_OF_ROUND = 10;
    /** The overload is over when fewer than one in so many is refused: a queue kept short refuses some of any burst. */
    private static final int HARDLY = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final RareLog RARELY = new RareLog(LOG);

    private final String what;
    private final LongSupplier waiting;
    private final LongSupplier done;
    private final long few;
    private final Runnable onOverload;
    private final LongAdder refused = new LongAdder();
    private final LongAdder joined = new LongAdder();
    private volatile boolean overload;
    private volatile boolean turnedAway;
    private volatile long windowEnd;
    private volatile long doneBefore;
    private volatile long stalledSince;
    private volatile long caughtUpAt;
    private volatile long room;
    private volatile long late;
    private long windowStart;
    private long most;
    private int growing;
    private int windows;
    private boolean warmingUp = true;

    /**
     * @param what waits, for the log
     * @param waiting how many wait
     * @param done how many have waited long enough, since the start
     * @param few how many may always wait
     * @param onOverload called when an overload begins
     * @param now nanoseconds
     */
    Backlog(String what, LongSupplier waiting, LongSupplier done, long few, Runnable onOverload, long now) {
        this.what = what;
        this.waiting = waiting;
        this.done = done;
        this.few = few;
        this.onOverload = onOverload;
        this.caughtUpAt = now;
        beginWindow(now, done.getAsLong());
    }

    /**
     * Whether a request that comes now is to be refused.
     *
     * @param modest its source has few in progress
     */
    boolean isFull(long now, boolean modest) {
        if (now - windowEnd >= 0) {
            look(now);
        }
        if (!overload) {
            return false;
        }
        boolean full = waiting.getAsLong() >= (modest ? 2 * room : room);
        (full ? refused : joined).increment();
        return full;
    }

    /** Whether what has waited so long is to be refused, too, since it would be slow and hold up others. */
    boolean isLate(long waited) {
        return overload && waited > late;
    }

    boolean isOverloaded() {
        return overload;
    }

    /** A request was refused since too much is in progress or in memory. */
    void turnedAway() {
        if (!turnedAway) {
            turnedAway = true;
        }
    }

    /** The whole process stood still, and has to catch up. */
    void paused(long now, long length) {
        catchUpUntil(now + Math.min(2 * length, MOST_CATCHING_UP));
    }

    private void catchUpUntil(long end) {
        if (end - caughtUpAt > 0) {
            caughtUpAt = end;
        }
    }

    private synchronized void look(long now) {
        long all = done.getAsLong();
        long count = all - doneBefore;
        long left = waiting.getAsLong();
        if (now - windowEnd < 0) {
            return;
        }
        if (count == 0 && left > 0) {
            stalledSince = stalledSince == 0 ? now : stalledSince;
            return;
        }
        if (stalledSince != 0 && now - stalledSince > STALL) {
            paused(now, now - stalledSince);
        }
        if (warmingUp) {
            warmingUp = false;
            catchUpUntil(now + WARM_UP);
        }
        long length = now - windowStart;
        if (overload) {
            fit(count, length);
        } else if (left == 0 || left * length / count < (turnedAway ? FULL_WAIT : LONG_WAIT) || now - caughtUpAt < 0) {
            most = left;
            growing = 0;
        } else {
            grow(count, length, left);
        }
        turnedAway = false;
        beginWindow(now, all);
    }

    private void beginWindow(long now, long all) {
        doneBefore = all;
        stalledSince = 0;
        windowStart = now;
        windowEnd = now + WINDOW;
    }

    private void grow(long count, long length, long left) {
        boolean more = left > most || turnedAway && left > most / 2;
        growing = more ? growing + 1 : Math.max(0, growing - 1);
        most = Math.max(most, left);
        if (growing >= GROWING_WINDOWS) {
            growing = 0;
            windows = 0;
            room = few;
            refused.reset();
            joined.reset();
            fitTo(count, length);
            overload = true;
            RARELY.warn("More comes than can be done, further requests are asked to retry: too many wait for " + what);
            onOverload.run();
        }
    }

    private void fit(long count, long length) {
        if (count > 0) {
            fitTo(count, length);
        }
        if (++windows >= WINDOWS_OF_ROUND) {
            windows = 0;
            overload = HARDLY * refused.sumThenReset() > joined.sumThenReset();
            most = 0;
            if (!overload) {
                LOG.info("Hardly a request has to be refused any more: few wait for {}", what);
            }
        }
    }

    private void fitTo(long count, long length) {
        room = Math.max(few, (3 * room + SHORT_WAIT * count / length) / 4);
        late = Math.max(LATE, 2 * room * length / count);
    }
}
