package io.mailbridge.buffer;

import java.util.concurrent.TimeUnit;

/** Wakes the timers that sleep while the buffer has nothing to do. */
final class RestEnd {
    private long changes;

    /** There may be something to do. */
    synchronized void tell() {
        changes++;
        notifyAll();
    }

    /** Taken before it is asked whether there is something to do, so that no change in between is missed. */
    synchronized long changes() {
        return changes;
    }

    /**
     * Returns when there was a change after those that were seen, after so long, or when the timer is to stop.
     *
     * @return false if only the time has passed
     */
    synchronized boolean await(long seen, long nanos) {
        long until = System.nanoTime() + nanos;
        try {
            while (changes == seen) {
                long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (millis <= 0) {
                    return false;
                }
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
