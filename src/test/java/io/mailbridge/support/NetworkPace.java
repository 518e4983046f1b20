package io.mailbridge.support;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How fast a direction of a proxied connection is; 0 bytes per second means as fast as it goes. */
record NetworkPace(Duration delay, int bytesPerSecond) {
    static final NetworkPace UNLIMITED = new NetworkPace(Duration.ZERO, 0);

    long dueNanos() {
        return System.nanoTime() + delay.toNanos();
    }

    /** Takes the time that these bytes need. */
    void pass(int bytes) throws InterruptedException {
        if (bytesPerSecond > 0) {
            TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond);
        }
    }
}
