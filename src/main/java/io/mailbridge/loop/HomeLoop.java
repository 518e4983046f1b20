package io.mailbridge.loop;

import java.util.concurrent.Executor;

/** The event loop of the request that the calling thread works for, so that what follows a wait goes back to it. */
public final class HomeLoop {
    private static final ThreadLocal<Executor> CURRENT = new ThreadLocal<>();

    private HomeLoop() {}

    /** Null where the rest of the route may wait, or no request is worked for. */
    public static Executor current() {
        return CURRENT.get();
    }

    /** The event loop that goes on, or else these threads. */
    public static Executor or(Executor threads) {
        Executor loop = CURRENT.get();
        return loop == null ? threads : loop;
    }

    /** Does this as a part of the work for the loop's request; null for none. */
    public static void work(Executor loop, Runnable work) {
        Executor before = CURRENT.get();
        CURRENT.set(loop);
        try {
            work.run();
        } finally {
            CURRENT.set(before);
        }
    }
}
