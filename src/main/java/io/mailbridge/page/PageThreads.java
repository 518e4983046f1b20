package io.mailbridge.page;

import io.mailbridge.source.Problem;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where answers to the page are made: some have to ask servers, and none may hold an event loop. No answer takes longer than
 * 2.8 s, and while nobody looks there are no threads.
 */
final class PageThreads {
    private static final int MOST_AT_A_TIME = 4;
    private static final long LONGEST_MS = 2_800;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_AT_A_TIME,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("console", true));

    /** Called on the event loop of the request, to which the answer comes back. */
    void answer(RoutingContext context, Supplier<Answer> made) {
        Vertx vertx = context.vertx();
        Context loop = vertx.getOrCreateContext();
        Future<?> work;
        try {
            work = threads.submit(() -> {
                Answer answer = made.get();
                loop.runOnContext(ready -> answer.write(context.response()));
            });
        } catch (RejectedExecutionException e) {
            new Problem(503, "The console is busy. Try it again.").answer(context.response());
            return;
        }
        long limit = vertx.setTimer(LONGEST_MS, late -> {
            work.cancel(true);
            new Problem(503, "That takes too long: a server that it needs does not answer.").answer(context.response());
        });
        context.addEndHandler(done -> vertx.cancelTimer(limit));
    }
}
