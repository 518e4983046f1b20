package io.mailbridge.publish;

import java.time.Duration;

/**
 * Whether one topic is in service, and when it may be tried again: later each time, even if it was back for a moment.
 */
final class TopicState {
    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(10).toNanos();
    /** A topic that fails again within this time was not really back, and that is not logged again. */
    private static final long RELAPSE = Duration.ofMinutes(1).toNanos();
    /** A live record tries the topic only where no buffered record has done so for this time. */
    private static final long GRACE = Duration.ofSeconds(5).toNanos();

    private volatile boolean out;
    private volatile boolean missing;
    private volatile String reason = "";
    private volatile long nextTry;
    private long pause = FIRST_PAUSE;
    private long backAt;
    private boolean wasBack;
    private boolean said;

    boolean isOut() {
        return out;
    }

    boolean isMissing() {
        return missing;
    }

    String reason() {
        return reason;
    }

    boolean isDue(long now) {
        return now - nextTry >= 0;
    }

    /** Lets one record pass when it is time to try; the others wait for its outcome. */
    synchronized boolean mayPass(boolean replayed, long now) {
        if (!out) {
            return true;
        }
        if (now - nextTry < (replayed ? 0 : GRACE)) {
            return false;
        }
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
        nextTry = now + pause;
        return true;
    }

    /**
     * @param unknown Kafka does not know the topic at all
     * @return true where this is to be logged
     */
    synchronized boolean takeOut(String cause, boolean unknown, long now) {
        boolean news = !out && !(wasBack && now - backAt < RELAPSE);
        if (!out) {
            pause = news ? FIRST_PAUSE : pause;
            nextTry = now + pause;
            said = news;
        }
        reason = cause;
        missing = unknown;
        out = true;
        return news;
    }

    /** @return true where this is to be logged */
    synchronized boolean takeBack(long now) {
        out = false;
        missing = false;
        wasBack = true;
        backAt = now;
        return said;
    }
}
