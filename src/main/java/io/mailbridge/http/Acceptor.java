package io.mailbridge.http;

import io.mailbridge.log.RareLog;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * Accepts the connections of one server, no faster than its event loops take them up: until then none is counted, and
 * thousands at once would use up all descriptors. Those that are not accepted yet wait in the kernel.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {
    /** Accepted before the event loops have taken up all of them. */
    static final int MOST_AHEAD = 32;
    /** Netty would pause for a second, from everybody. */
    static final long PAUSE_MILLIS = 100;

    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(Acceptor.class));

    private final Set<EventLoop> loops = new HashSet<>();
    private int ahead;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        ctx.fireChannelRead(accepted);
        loops.add(((Channel) accepted).eventLoop());
        ahead++;
        if (ahead == MOST_AHEAD) {
            ahead = 0;
            ctx.channel().config().setAutoRead(false);
            awaitAll(ctx);
        }
    }

    /** Each loop takes up its own first, in their order, and one of them may be busy. */
    private void awaitAll(ChannelHandlerContext ctx) {
        AtomicInteger left = new AtomicInteger(loops.size());
        loops.forEach(loop -> loop.execute(() -> {
            if (left.decrementAndGet() == 0) {
                goOnLater(ctx);
            }
        }));
        loops.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        if (failure instanceof IOException) {
            LOG.warn("A connection cannot be accepted: " + failure.getMessage());
            ctx.channel().config().setAutoRead(false);
            ctx.executor().schedule(() -> goOn(ctx), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            ctx.fireExceptionCaught(failure);
        }
    }

    private static void goOnLater(ChannelHandlerContext ctx) {
        // the server may have been closed meanwhile
        if (!ctx.executor().isShuttingDown()) {
            ctx.executor().execute(() -> goOn(ctx));
        }
    }

    private static void goOn(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(true);
    }
}
