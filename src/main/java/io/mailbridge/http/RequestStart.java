package io.mailbridge.http;

import io.mailbridge.loop.HomeLoop;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * Decides where the route of a request begins: on its event loop, if nothing of it can wait and its body is small, which
 * saves the way to a thread and back; else on a thread (docs/adr/0017).
 */
final class RequestStart {
    /** Some dozens of events; more would hold up the other requests of the loop. */
    private static final int SMALL_BODY = 8 << 10;

    private final SharedThreads threads;
    private final UnaryOperator<Runnable> handOver;
    /** What one of them does must not decide for the others: it may be held up. */
    private final ThreadLocal<Loop> loops = ThreadLocal.withInitial(Loop::new);

    /** Used by the thread of one event loop. */
    private static final class Loop {
        private final LoopWatch watch = new LoopWatch();
        private boolean starting;
    }

    /** @param handOver prepares a task for a later moment of the event loop, on the one that adds it */
    RequestStart(SharedThreads threads, UnaryOperator<Runnable> handOver) {
        this.threads = threads;
        this.handOver = handOver;
    }

    /**
     * Called on the event loop, when the body is complete.
     *
     * @param loop runs tasks on it, later
     * @param length bytes of the body
     * @param neverWaits whether nothing on the request's way can wait
     * @param route begins the route
     */
    void start(Executor loop, int length, boolean neverWaits, Runnable route) {
        Loop own = loops.get();
        if (!neverWaits || !own.watch.trusts(System.nanoTime())) {
            onThread(own, loop, route);
        } else if (length > SMALL_BODY) {
            onThread(own, loop, () -> HomeLoop.work(loop, route));
        } else {
            // not at once: what the loop has read together waits together, so that an overload is seen as before
            loop.execute(handOver.apply(() -> HomeLoop.work(loop, () -> runWatched(own, route))));
        }
    }

    private static void runWatched(Loop own, Runnable route) {
        long began = System.nanoTime();
        route.run();
        long now = System.nanoTime();
        own.watch.ran(now - began, now);
    }

    private void onThread(Loop own, Executor loop, Runnable route) {
        threads.add(route);
        // after all requests that the event loop finds ready now
        if (!own.starting) {
            own.starting = true;
            loop.execute(() -> {
                own.starting = false;
                threads.start();
            });
        }
    }
}
