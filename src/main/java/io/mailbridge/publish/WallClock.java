package io.mailbridge.publish;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Notices that the machine's clock was set back, by comparing it with one that is never set. */
final class WallClock {
    /** What a client waits anyway between two tries. */
    private static final Duration LEAST = Duration.ofSeconds(2);

    private final LongSupplier millis;
    private final LongSupplier nanoTime;
    /** The most by which it was ahead of the other one since it was taken. */
    private long ahead;

    /**
     * @param millis as System::currentTimeMillis
     * @param nanoTime as System::nanoTime
     */
    WallClock(LongSupplier millis, LongSupplier nanoTime) {
        this.millis = millis;
        this.nanoTime = nanoTime;
        take();
    }

    /** What is made now knows no later time. */
    void take() {
        ahead = now();
    }

    /** How far it was set back from the latest time that it had; zero for less than two seconds. */
    Duration setBack() {
        long now = now();
        ahead = Math.max(ahead, now);
        Duration back = Duration.ofMillis(ahead - now);
        return back.compareTo(LEAST) < 0 ? Duration.ZERO : back;
    }

    private long now() {
        return millis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    }
}
