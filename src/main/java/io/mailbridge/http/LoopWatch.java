package io.mailbridge.http;

import io.mailbridge.log.RareLog;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Notices steps that hold up an event loop although they say that they never wait. Requests get threads then, and after a
 * while one may try again, later each time. Once is not enough: a collection of garbage or a busy machine looks the same.
 * Used by the thread of one loop.
 */
final class LoopWatch {
    static final long LONG = TimeUnit.MILLISECONDS.toNanos(20);
    /** A JVM that has to load and compile everything takes as long. */
    static final long WARM_UP = Backlog.WARM_UP;

    private static final int TIMES = 2;
    private static final long SHORTEST_PAUSE = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_PAUSE = TimeUnit.HOURS.toNanos(1);
    private static final RareLog RARELY = new RareLog(LoggerFactory.getLogger(LoopWatch.class));

    private boolean pausing;
    private long until;
    private long pause;
    private int inARow;
    private boolean warm;
    private long began;

    /** @param now System.nanoTime() */
    boolean trusts(long now) {
        if (pausing && now - until > 0) {
            pausing = false;
        }
        return !pausing;
    }

    /** @param took nanoseconds that the steps of one request held an event loop */
    void ran(long took, long now) {
        if (took < LONG) {
            inARow = 0;
        } else if (isWarm(now) && ++inARow >= TIMES) {
            inARow = 0;
            pause(took, now);
        }
    }

    private boolean isWarm(long now) {
        if (began == 0) {
            began = now;
        }
        warm = warm || now - began > WARM_UP;
        return warm;
    }

    private void pause(long took, long now) {
        boolean again = pause != 0 && now - until < pause;
        pause = again ? Math.min(2 * pause, LONGEST_PAUSE) : SHORTEST_PAUSE;
        until = now + pause;
        pausing = true;
        RARELY.warn("Steps of the routes held up an event loop for " + TimeUnit.NANOSECONDS.toMillis(took)
                + " ms, requests get threads for " + TimeUnit.NANOSECONDS.toSeconds(pause)
                + " s: a step that says it never waits does, or the machine is busy");
    }
}
