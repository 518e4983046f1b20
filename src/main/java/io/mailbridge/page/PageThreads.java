package io.mailbridge.page;

import io.mailbridge.source.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Where answers to the page are made: some have to ask servers, and none may hold an event loop. No answer takes longer than
 * 2.5 s, and while nobody looks there are no threads.
 */
final class PageThreads {
    private static final int MOST_AT_A_TIME = 4;
    private static final long LONGEST_MS = 2_500;
    /** Answers that are made, or not read by their client yet: one may hold megabytes. */
    private static final int MOST_UNREAD = 12;

    private static final String BUSY = "The console is busy. Try it again.";

    private final AtomicInteger unread = new AtomicInteger();

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_AT_A_TIME,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("console", true));

    /** Called on the event loop of the request, to which the answer comes back. */
    void answer(RoutingContext context, Supplier<Answer> made) {
        if (unread.incrementAndGet() > MOST_UNREAD) {
            unread.decrementAndGet();
            new Problem(503, BUSY).answer(context.response());
            return;
        }
        AtomicBoolean left = new AtomicBoolean();
        context.addEndHandler(done -> {
            if (left.compareAndSet(false, true)) {
                leaveWhenSent(((ConnectionBase) context.request().connection()).channel());
            }
        });
        make(context, made);
    }

    private void leaveWhenSent(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> unread.decrementAndGet());
    }

    private void make(RoutingContext context, Supplier<Answer> made) {
        Vertx vertx = context.vertx();
        Context loop = vertx.getOrCreateContext();
        Future<?> work;
        try {
            work = threads.submit(() -> {
                Answer answer = made.get();
                loop.runOnContext(ready -> answer.write(context.response()));
            });
        } catch (RejectedExecutionException e) {
            new Problem(503, BUSY).answer(context.response());
            return;
        }
        long limit = vertx.setTimer(LONGEST_MS, late -> {
            work.cancel(true);
            new Problem(503, "That takes too long: a server that it needs does not answer.").answer(context.response());
        });
        context.addEndHandler(done -> vertx.cancelTimer(limit));
    }
}
