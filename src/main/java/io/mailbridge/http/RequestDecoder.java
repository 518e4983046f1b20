package io.mailbridge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Decodes one request after the other, and the next one only when the connection may have it. Refuses what two servers
 * could read differently (RFC 9112, 6.1), and heads of many fields, which take 25 times their bytes.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    private static final int MOST_FIELDS = 100;
    /** Bytes of a connection that waits: some reads. */
    private static final int MOST_HELD = 64 << 10;

    private final Connection connection;
    private ChannelHandlerContext context;
    private boolean awaitsHead = true;
    private boolean broken;
    /**
     * One with a body still to come, and not yet its turn: Vert.x would keep its body, and fail where the sender
     * leaves.
     */
    private HttpRequest held;

    private final ChunkSizes chunks = new ChunkSizes();
    private int fields;
    private int hosts;
    private int headBytes;

    RequestDecoder(HttpServerOptions options, Connection connection) {
        super(options);
        this.connection = connection;
        connection.onGoOn(this::goOn);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** Netty reads a half-closed connection to its end, whatever it waits for. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        if (connection.isWaiting() && actualReadableBytes() > MOST_HELD) {
            ReferenceCountUtil.release(bytes);
            ctx.close();
            return;
        }
        super.channelRead(ctx, bytes);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (broken) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        if (!connection.mayDecode(held != null)) {
            return;
        }
        if (!chunks.accept(buffer)) {
            refuseRest(buffer, out);
            return;
        }
        int before = buffer.readableBytes();
        super.decode(ctx, buffer, out);
        int decoded = before - buffer.readableBytes();
        chunks.passed(decoded);
        note(decoded, out);
    }

    private void refuseRest(ByteBuf buffer, List<Object> out) {
        broken = true;
        buffer.skipBytes(buffer.readableBytes());
        LastHttpContent rest = new DefaultLastHttpContent();
        rest.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("no size of a chunk")));
        out.add(rest);
    }

    private void note(int bytes, List<Object> out) {
        if (awaitsHead) {
            headBytes += bytes;
            if (out.isEmpty()) {
                connection.headPart();
                return;
            }
            awaitsHead = false;
            HttpRequest request = (HttpRequest) out.get(0);
            refuseAmbiguous(request);
            boolean whole = !broken && out.size() > 1;
            if (!whole && connection.hasUnanswered()) {
                held = request;
                out.clear();
                connection.hold();
                return;
            }
            connection.headEnded(headBytes, fields);
            headBytes = 0;
        }
        if (!out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent) {
            awaitsHead = true;
            chunks.end();
            connection.bodyEnded();
        }
    }

    private void refuseAmbiguous(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            broken = true;
            return;
        }
        HttpHeaders headers = request.headers();
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        boolean known = coding == null
                || HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)
                        && headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).size() == 1
                        && request.protocolVersion() == HttpVersion.HTTP_1_1;
        boolean spoken =
                request.protocolVersion() == HttpVersion.HTTP_1_1 || request.protocolVersion() == HttpVersion.HTTP_1_0;
        if (!known || !spoken) {
            broken = true;
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("ambiguous framing")));
        } else if (coding != null) {
            chunks.begin();
        }
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        fields = 0;
        hosts = 0;
        return super.createMessage(initialLine);
    }

    /** The one method that is called for each field. */
    @Override
    protected AsciiString splitHeaderName(byte[] bytes, int start, int length) {
        if (++fields > MOST_FIELDS) {
            throw new TooLongHttpHeaderException("more than " + MOST_FIELDS + " header fields");
        }
        if (length == 0) {
            throw new IllegalArgumentException("a field without a name");
        }
        if (length == 4 && isHost(bytes, start) && ++hosts > 1) {
            throw new IllegalArgumentException("two Hosts");
        }
        return super.splitHeaderName(bytes, start, length);
    }

    private static boolean isHost(byte[] bytes, int start) {
        // upper and lower case differ by one bit
        return (bytes[start] | 32) == 'h'
                && (bytes[start + 1] | 32) == 'o'
                && (bytes[start + 2] | 32) == 's'
                && (bytes[start + 3] | 32) == 't';
    }

    private void goOn() {
        if (!connection.isWaiting() || !context.channel().isActive()) {
            return;
        }
        try {
            if (held != null && !connection.hasUnanswered()) {
                HttpRequest request = held;
                held = null;
                connection.headEnded(headBytes, fields);
                headBytes = 0;
                context.fireChannelRead(request);
            }
            if (!connection.mayDecode(held != null)) {
                return;
            }
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
        if (!connection.isWaiting() && context.channel().config().isAutoRead()) {
            context.channel().read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        connection.writabilityChanged();
        super.channelWritabilityChanged(ctx);
    }

    /** Nobody waits for an answer to what was not decoded. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        broken = true;
        super.channelInactive(ctx);
    }
}
