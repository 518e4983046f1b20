package io.mailbridge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells HTTP/2 in clear text from HTTP/1.1 by the first bytes. Vert.x's own upgrade of a running connection would
 * bypass the limits.
 */
final class PrefaceSniffer extends ByteToMessageDecoder {
    private static final byte[] PREFACE = "PRI * HTTP/2.0".getBytes(StandardCharsets.US_ASCII);

    private final Consumer<Channel> http1;
    private final Consumer<Channel> http2;

    PrefaceSniffer(Consumer<Channel> http1, Consumer<Channel> http2) {
        this.http1 = http1;
        this.http2 = http2;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int read = Math.min(in.readableBytes(), PREFACE.length);
        for (int i = 0; i < read; i++) {
            if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
                become(ctx, http1);
                return;
            }
        }
        if (read == PREFACE.length) {
            become(ctx, http2);
        }
    }

    /** A reset, before there is a handler that would take it; Netty would log each one. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    /** The bytes go on to the handlers that were added after this one. */
    private void become(ChannelHandlerContext ctx, Consumer<Channel> protocol) {
        protocol.accept(ctx.channel());
        ctx.pipeline().remove(this);
    }
}
