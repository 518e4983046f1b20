package io.mailbridge.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Frames of HTTP/2 that cost a server more than their sender, and heads that would be ambiguous in HTTP/1.1. */
final class HostileStreams {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int PRIORITY = 2;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int REFUSED_STREAM = 7;
    private static final byte[] EVENT =
            ("[{\"event\":\"delivered\",\"email\":\"x@example.com\",\"timestamp\":1767690126,\"sg_event_id\":\""
                            + SmuggledRequests.MARK + "-stream\"}]")
                    .getBytes(StandardCharsets.US_ASCII);

    private HostileStreams() {}

    /**
     * What is sent on one connection.
     *
     * @param begin once
     * @param then again and again, with a number that grows
     */
    record Attack(byte[] begin, IntFunction<byte[]> then) {}

    /** By name; none of them is a whole request that should be stored. */
    static Map<String, Attack> floods() {
        byte[] open = frame(HEADERS, END_HEADERS, 1, head());
        byte[] unended = frame(HEADERS, 0, 1, head());
        Map<String, Attack> floods = new LinkedHashMap<>();
        floods.put(
                "rapid reset",
                then(
                        new byte[0],
                        i -> join(
                                frame(HEADERS, END_HEADERS, 2 * i + 1, head()),
                                frame(RESET, 0, 2 * i + 1, number(8)))));
        floods.put("streams kept open", then(new byte[0], i -> frame(HEADERS, END_HEADERS, 2 * i + 1, head())));
        floods.put("continuations", then(unended, i -> frame(CONTINUATION, 0, 1, field("a" + i, "b".repeat(20)))));
        floods.put("empty continuations", then(unended, i -> frame(CONTINUATION, 0, 1)));
        floods.put("settings", then(new byte[0], i -> frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, -1, -1})));
        floods.put("pings", then(new byte[0], i -> frame(PING, 0, 0, new byte[8])));
        floods.put("priorities", then(new byte[0], i -> frame(PRIORITY, 0, 1, number(3), new byte[] {16})));
        floods.put(
                "a stream that depends on itself",
                then(new byte[0], i -> frame(PRIORITY, 0, 1, number(1), new byte[] {16})));
        floods.put("window updates", then(new byte[0], i -> frame(WINDOW_UPDATE, 0, 0, number(1))));
        floods.put("empty data", then(open, i -> frame(DATA, 0, 1)));
        floods.put("unknown frames", then(new byte[0], i -> frame(0x77, 0, 0, new byte[100])));
        // one field of 3,900 bytes in the table, named by a byte each time
        byte[] inTable = join(
                new byte[] {0x40, 1, 'x', 0x7f, (byte) 0xbd, 0x1d},
                "y".repeat(3900).getBytes());
        floods.put(
                "references to a large field",
                then(
                        frame(HEADERS, END_HEADERS, 1, head(), inTable),
                        i -> frame(HEADERS, END_HEADERS, 2 * i + 3, head(), filled(12_000, (byte) 0xbe))));
        floods.put(
                "a table of a gigabyte",
                then(
                        frame(HEADERS, END_HEADERS, 1, new byte[] {0x3f, -31, -1, -1, -1, 3}, head()),
                        i -> frame(PING, 0, 0, new byte[8])));
        floods.put(
                "a window of nothing",
                then(
                        frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0}),
                        i -> frame(
                                HEADERS,
                                END_HEADERS | END_STREAM,
                                2 * i + 1,
                                join(path("GET", "/webhooks/demo"), authority()))));
        return floods;
    }

    /** Whole requests with an event, of which none may be stored. */
    static Map<String, byte[]> heads() {
        Map<String, byte[]> heads = new LinkedHashMap<>();
        byte[] good = path("POST", "/webhooks/demo");
        heads.put("a value with a line break", request(head(), field("x", "a\r\nb: c")));
        heads.put("a value with a NUL", request(head(), field("x", "a\0b")));
        heads.put("a name with a colon", request(head(), field("a:b", "c")));
        heads.put("a name with a space", request(head(), field("a b", "c")));
        heads.put("a name in upper case", request(head(), field("X-A", "b")));
        heads.put("a name without a letter", request(head(), field("", "b")));
        heads.put("chunked", request(head(), field("transfer-encoding", "chunked")));
        heads.put("a field of the connection", request(head(), field("connection", "close")));
        heads.put("another length", request(head(), field("content-length", "3")));
        heads.put(
                "two lengths",
                request(head(), field("content-length", "" + EVENT.length), field("content-length", "3")));
        heads.put("a length below 0", request(head(), field("content-length", "-1")));
        heads.put("a path after other fields", request(head(), field(":path", "/webhooks/demo")));
        heads.put("two paths", request(good, field(":path", "/webhooks/locked"), authority(), type()));
        heads.put("no path", request(field(":method", "CONNECT"), authority()));
        heads.put("no authority", request(good, type()));
        heads.put("a path that is none", request(path("POST", "*"), authority(), type()));
        heads.put("a path with a line break", request(path("POST", "/webhooks/demo\r\nX: y"), authority(), type()));
        heads.put("a method with a space", request(path("POST /x", "/webhooks/demo"), authority(), type()));
        heads.put("another host", request(head(), field("host", "evil")));
        return heads;
    }

    /** Requests whose bodies do not come, by a client that acknowledges no settings; a wrong frame ends the connection. */
    static byte[] begun(int streams) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(join(PREFACE, frame(SETTINGS, 0, 0)));
        for (int i = 0; i < streams; i++) {
            all.writeBytes(frame(HEADERS, END_HEADERS, 2 * i + 1, head()));
        }
        all.writeBytes(frame(PING, 0, 1, new byte[8]));
        return all.toByteArray();
    }

    /** How many streams were reset because there are too many, of the frames that the bridge has sent. */
    static int refused(byte[] frames) {
        int refused = 0;
        ByteBuffer left = ByteBuffer.wrap(frames);
        while (left.hasRemaining()) {
            int lengthAndType = left.getInt();
            left.get();
            left.getInt();
            byte[] payload = new byte[lengthAndType >>> 8];
            left.get(payload);
            if ((lengthAndType & 0xff) == RESET && ByteBuffer.wrap(payload).getInt() == REFUSED_STREAM) {
                refused++;
            }
        }
        return refused;
    }

    private static Attack then(byte[] begin, IntFunction<byte[]> then) {
        return new Attack(join(PREFACE, frame(SETTINGS, 0, 0), begin), then);
    }

    private static byte[] request(byte[]... head) {
        return join(
                PREFACE,
                frame(SETTINGS, 0, 0),
                frame(HEADERS, END_HEADERS, 1, head),
                frame(DATA, END_STREAM, 1, EVENT));
    }

    private static byte[] head() {
        return join(path("POST", "/webhooks/demo"), authority(), type());
    }

    private static byte[] path(String method, String path) {
        return join(field(":method", method), field(":scheme", "http"), field(":path", path));
    }

    private static byte[] authority() {
        return field(":authority", "b");
    }

    private static byte[] type() {
        return field("content-type", "application/json");
    }

    /** Literal, not put into the table; shorter than 127 bytes. */
    private static byte[] field(String name, String value) {
        return join(
                new byte[] {0, (byte) name.length()}, ascii(name), new byte[] {(byte) value.length()}, ascii(value));
    }

    private static byte[] frame(int type, int flags, int stream, byte[]... payload) {
        byte[] bytes = join(payload);
        return join(number(bytes.length << 8 | type), new byte[] {(byte) flags}, number(stream), bytes);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, value);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        List.of(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
