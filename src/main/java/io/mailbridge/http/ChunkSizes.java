package io.mailbridge.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.util.internal.StringUtil;

/**
 * Reads the size lines of a chunked body along with Netty, which takes a size beyond 2 GB for a small one, and ignores what
 * follows a size: another server would find the end of the body elsewhere.
 */
final class ChunkSizes {
    /** Trailers end the body, however long they are. */
    private static final long TO_THE_END = Long.MAX_VALUE;

    private boolean chunked;
    /** Bytes to the next size line. */
    private long left;

    void begin() {
        chunked = true;
        left = 0;
    }

    void end() {
        chunked = false;
    }

    /** False where a size line comes next and is none (RFC 9112, 7.1); to be asked before these bytes are decoded. */
    boolean accept(ByteBuf bytes) {
        if (!chunked || left > 0) {
            return true;
        }
        int from = bytes.readerIndex();
        int end = bytes.indexOf(from, bytes.writerIndex(), HttpConstants.LF);
        if (end < 0) {
            return true;
        }
        int at = from;
        long size = 0;
        for (int digit = digit(bytes, at); digit >= 0 && size <= Integer.MAX_VALUE; digit = digit(bytes, at)) {
            size = size * 16 + digit;
            at++;
        }
        left = size == 0 ? TO_THE_END : end + 1 - from + size + 2;
        return at > from && size <= Integer.MAX_VALUE && isExtension(bytes, at, end);
    }

    private static int digit(ByteBuf bytes, int at) {
        return StringUtil.decodeHexNibble(bytes.getByte(at));
    }

    /** Nothing, or what begins with a semicolon; with the one CR that belongs to the end of the line. */
    private static boolean isExtension(ByteBuf bytes, int from, int end) {
        int at = from;
        while (bytes.getByte(at) == HttpConstants.SP || bytes.getByte(at) == HttpConstants.HT) {
            at++;
        }
        return (at == end - 1 || bytes.getByte(at) == HttpConstants.SEMICOLON)
                && bytes.indexOf(at, end, HttpConstants.CR) == end - 1;
    }

    /** These bytes have been decoded. */
    void passed(int count) {
        if (chunked && left != TO_THE_END) {
            left -= count;
        }
    }
}
