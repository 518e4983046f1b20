package io.mailbridge.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets a log line about a trouble that lasts through once a minute, whatever the wall clock does. */
public final class OnceAMinute {
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private boolean said;
    private long saidAt;

    /** @param nanoTime as System::nanoTime */
    public OnceAMinute(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** True where the line may be written now. */
    public synchronized boolean isDue() {
        long now = nanoTime.getAsLong();
        if (said && now - saidAt < PAUSE_NANOS) {
            return false;
        }
        said = true;
        saidAt = now;
        return true;
    }
}
