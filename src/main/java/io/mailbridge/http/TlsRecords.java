package io.mailbridge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends a TLS connection whose records are longer than TLS allows, since Netty would wait for 64 KB of each; and one with
 * many records that carry no data: four clients that only update their keys would keep the event loop from everybody else.
 */
final class TlsRecords extends ChannelInboundHandlerAdapter {
    /** A handshake has up to ten, a large certificate in small pieces some dozens; afterwards there are hardly any. */
    static final int MOST_WITHOUT_DATA = 64;
    /** RFC 5246, 6.2.3. */
    static final int LONGEST = (1 << 14) + 2048;

    private static final int HEADER = 5;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 24;
    /** Set in the first byte of the oldest kind of hello, whose length is elsewhere; nobody sends it any more. */
    private static final int OLDEST_HELLO = 0x80;

    private static final int REFUSED = -1;

    private final Connection connection;
    private int headerBytes;
    private int length;
    private int left;
    private int withoutData;
    /** Not TLS, which the next handler will say. */
    private boolean foreign;

    TlsRecords(Connection connection) {
        this.connection = connection;
    }

    /** Where the pipeline begins with TLS. */
    static void watch(ChannelPipeline pipeline, Connection connection) {
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls != null) {
            TlsRecords records = new TlsRecords(connection);
            pipeline.addBefore(tls.name(), null, records);
            pipeline.addAfter(tls.name(), null, records.new Data());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        ByteBuf rest = (ByteBuf) read;
        int size = sizeOfSome(rest);
        while (size >= 0 && size < rest.readableBytes()) {
            ctx.fireChannelRead(rest.readRetainedSlice(size));
            size = withoutData > MOST_WITHOUT_DATA ? REFUSED : sizeOfSome(rest);
        }
        if (size == REFUSED) {
            rest.release();
        } else {
            ctx.fireChannelRead(rest);
        }
        if (size == REFUSED || withoutData > MOST_WITHOUT_DATA) {
            connection.close("tls_records");
        }
    }

    /**
     * Reads the headers of records, and nothing of their contents. Of some at a time: whether they carry data is known
     * when they have been decrypted.
     */
    private int sizeOfSome(ByteBuf bytes) {
        int end = bytes.writerIndex();
        int at = bytes.readerIndex();
        int most = withoutData + MOST_WITHOUT_DATA / 2;
        while (at < end && !foreign && (left > 0 || withoutData < most)) {
            if (left > 0) {
                int skipped = Math.min(left, end - at);
                left -= skipped;
                at += skipped;
            } else if (!acceptOfHeader(bytes.getUnsignedByte(at++))) {
                return REFUSED;
            }
        }
        return (foreign ? end : at) - bytes.readerIndex();
    }

    private boolean acceptOfHeader(int next) {
        headerBytes++;
        length = length << 8 & 0xffff | next;
        if (headerBytes == 1) {
            foreign = next < FIRST_TYPE || next > LAST_TYPE;
            return next < OLDEST_HELLO;
        }
        if (headerBytes == HEADER) {
            headerBytes = 0;
            left = length;
            withoutData++;
            return length <= LONGEST;
        }
        return true;
    }

    /** After TLS: notes the records that carried data. */
    private final class Data extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object data) {
            withoutData--;
            ctx.fireChannelRead(data);
        }
    }
}
