package io.mailbridge.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** Tells a connection which requests have their answers, and leaves bytes in the kernel while it waits for answers. */
final class AnswerWatch extends ChannelOutboundHandlerAdapter {
    private final Connection connection;

    AnswerWatch(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise);
        if (message instanceof LastHttpContent && !isInterim(message)) {
            connection.answered();
        }
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!connection.isWaiting()) {
            ctx.read();
        }
    }
}
