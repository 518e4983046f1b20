package io.mailbridge.http;

import io.mailbridge.loop.HomeLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final LoopWatch watch = new LoopWatch();
    private final AtomicBoolean starting = new AtomicBoolean();

    /** @param handOver prepares a task for a later moment of the event loop, on the one that adds it */
    RequestStart(SharedThreads threads, UnaryOperator<Runnable> handOver) {
        this.threads = threads;
        this.handOver = handOver;
    }

    /**
     * Called on the event loop, when the body is complete.
     *
     * @param length bytes of the body
     * @param neverWaits whether no step of the routes can wait
     * @param route begins the route
     */
    void start(RequestReader sender, int length, boolean neverWaits, Runnable route) {
        if (!neverWaits || sender.source().fetches() || !watch.trusts(System.nanoTime())) {
            onThread(sender, route);
            return;
        }
        Executor loop = sender::onEventLoop;
        if (length > SMALL_BODY) {
            onThread(sender, () -> HomeLoop.work(loop, route));
        } else {
            // not at once: what the loop has read together waits together, so that an overload is seen as before
            loop.execute(handOver.apply(() -> HomeLoop.work(loop, () -> runWatched(route))));
        }
    }

    private void runWatched(Runnable route) {
        long began = System.nanoTime();
        route.run();
        long now = System.nanoTime();
        watch.ran(now - began, now);
    }

    private void onThread(RequestReader sender, Runnable route) {
        threads.add(route);
        // after all requests that the event loop finds ready now
        if (starting.compareAndSet(false, true)) {
            sender.onEventLoop(this::startThreads);
        }
    }

    private void startThreads() {
        starting.set(false);
        threads.start();
    }
}
