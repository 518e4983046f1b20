package io.mailbridge.bench.program;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits by asking again and again, for states that nobody announces. */
public final class Poll {
    private Poll() {}

    /** @throws IllegalStateException naming what was waited for, if the limit passes */
    public static void until(String what, Duration limit, Duration interval, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Waited " + limit.toSeconds() + " s for " + what);
            }
            pause(interval);
        }
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException e) {
            // a process that is busy or starting does not answer: asked again
            return false;
        }
    }
}
