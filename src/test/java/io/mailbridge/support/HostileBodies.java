package io.mailbridge.support;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Bodies that cost the reader more than the sender: nesting, numbers, mere size, and bytes that are not text. */
public final class HostileBodies {
    /** Part of the bodies that have room for it; must be in no message and no log. */
    public static final String SECRET = "s3cret-payload";

    private static final int LEVELS = 10_000;
    private static final String EVENT =
            "{\"event\":\"open\",\"email\":\"" + SECRET + "@example.com\",\"timestamp\":%s}";

    private HostileBodies() {}

    /**
     * Bodies by a name that describes them.
     *
     * @param size bytes of the large ones, about
     */
    public static Map<String, byte[]> json(int size) {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        small((name, text) -> bodies.put(name, text.getBytes(StandardCharsets.UTF_8)));
        large(size, (name, text) -> bodies.put(name, text.getBytes(StandardCharsets.UTF_8)));
        encodings(bodies);
        return bodies;
    }

    /** JSON inside JSON, as SNS sends it. */
    public static byte[] inSns(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replaceAll("\\p{Cntrl}", " ");
        return ("{\"Type\":\"Notification\",\"MessageId\":\"m-1\",\"Message\":\"" + text + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Forms by a name that describes them.
     *
     * @param size bytes of the large ones, about
     */
    public static Map<String, byte[]> forms(int size) {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        String part = "--B\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n";
        BiConsumer<String, String> add = (name, text) -> bodies.put(name, text.getBytes(StandardCharsets.UTF_8));
        add.accept("no value", SECRET);
        add.accept("no digits", "type=open&a=%" + SECRET);
        add.accept("as many fields as allowed", "a=1&".repeat(1000));
        add.accept("fields", "a=1&".repeat(size / 4));
        add.accept("ampersands", "&".repeat(size - 3) + "a=1");
        add.accept("levels as allowed", ("a" + "[b]".repeat(31) + "=1&").repeat(1000));
        add.accept("lists as allowed", ("a" + "[]".repeat(31) + "=1&").repeat(1000));
        add.accept("levels", "a" + "[b]".repeat(size / 3) + "=1");
        add.accept("brackets", "[".repeat(size / 2) + "]".repeat(size / 2 - 2) + "=1");
        add.accept("one name", filler(size) + "=1");
        add.accept("one value", "type=open&a=" + filler(size / 2));
        add.accept("encoded", "type=open&a=" + "%C3%BC".repeat(size / 7));
        add.accept("index", "type=open&a[2147483648]=1&a[999999]=2&a[-1]=3&a[0]=4");
        add.accept("no text", "type=open&a=%FF%FE%C3%28%00&%ED%A0%BD=1");
        add.accept("parts", (part + "1\r\n").repeat(size / 60) + "--B--");
        add.accept("part without end", part + filler(size / 2));
        add.accept("one part", part + filler(size / 2) + "\r\n--B--");
        add.accept("header of a part", "--B\r\nContent-Disposition: form-data; name=\"x\"" + ";a=b".repeat(size / 4));
        add.accept("boundaries", "--B\r\n".repeat(size / 5) + "--B--");
        add.accept("nearly boundaries", part + "\r\n--A".repeat(size / 5) + "\r\n--B--");
        add.accept("one boundary", "--" + filler(size / 2) + "\r\n\r\n1");
        return bodies;
    }

    private static void small(BiConsumer<String, String> add) {
        add.accept("empty", "");
        add.accept("blank", " \n ");
        add.accept("null", "null");
        add.accept("scalar", "\"" + SECRET + "\"");
        add.accept("empty list", "[]");
        add.accept("empty object", "{}");
        add.accept("not json", SECRET);
        add.accept("deep lists", "[".repeat(LEVELS) + "]".repeat(LEVELS));
        add.accept("deep objects", "{\"a\":".repeat(LEVELS) + "1" + "}".repeat(LEVELS));
        add.accept("deep without end", "[".repeat(LEVELS));
        add.accept("as deep as allowed in an event", "[" + EVENT.formatted("[".repeat(900) + "]".repeat(900)) + "]");
        for (String number : new String[] {"NaN", "Infinity", "-Infinity", "01", "1e", "0x1", "'1'"}) {
            add.accept("timestamp " + number, "[" + EVENT.formatted(number) + "]");
        }
        add.accept("timestamp of 10000 digits", "[" + EVENT.formatted("9".repeat(LEVELS)) + "]");
        add.accept("timestamp of 900 digits", "[" + EVENT.formatted("9".repeat(900)) + "]");
        add.accept("timestamp with a huge exponent", "[" + EVENT.formatted("1e999999999") + "]");
        add.accept("timestamp with a tiny exponent", "[" + EVENT.formatted("-1e-999999999") + "]");
        add.accept("exponent beyond an int", "[" + EVENT.formatted("1e99999999999") + "]");
        add.accept("equal keys", "[{" + "\"event\":\"open\",".repeat(LEVELS) + "\"event\":\"click\"}]");
        add.accept("half a surrogate pair", "[{\"event\":\"open\",\"email\":\"\\ud83dx\",\"\\udc00\":\"\\ud83d\"}]");
    }

    private static void large(int size, BiConsumer<String, String> add) {
        add.accept("objects", list("{}", size));
        add.accept("lists", list("[]", size));
        add.accept("numbers", list("1", size));
        add.accept("numbers of two digits", list("12", size));
        add.accept("objects with a member", list("{\"a\":1}", size));
        add.accept("objects without end", "[" + "{},".repeat(size / 3));
        add.accept("one text", "[\"" + filler(size) + "\"]");
        add.accept("one name", "[{\"" + filler(size) + "\":1}]");
        add.accept("one event with a long name", "[{\"event\":\"" + filler(size / 2) + "\"}]");
        add.accept("one event with a long address", "[{\"event\":\"open\",\"email\":\"" + filler(size / 2) + "\"}]");
        add.accept("small events", list("{\"event\":\"open\"}", 9_999 * 17));
        add.accept("too many small events", list("{\"event\":\"open\"}", size));
        add.accept("members", "{" + members(size) + "}");
        add.accept("members of one event", "[{\"event\":\"open\"," + members(size) + "}]");
        add.accept("events list of nothing", "{\"events\":" + list("{}", size) + "}");
        add.accept("recipients", "{\"eventType\":\"New\",\"mail\":{\"destination\":" + list("\"a@b.c\"", size) + "}}");
        add.accept(
                "recipients of a large event",
                "{\"eventType\":\"New\",\"mail\":{\"destination\":" + list("\"a@b.c\"", 8000) + ",\"tags\":{\"a\":\""
                        + filler(size - 10_000) + "\"}}}");
        add.accept(
                "recipients and lists to search",
                "{\"eventType\":\"New\",\"mail\":{\"destination\":" + list("\"a@b.c\"", 8000)
                        + "},\"subscription\":{\"newTopicPreferences\":{\"topicSubscriptionStatus\":"
                        + list("{\"a\":1}", Math.min(size, 1_500_000)) + "}}}");
    }

    private static void encodings(Map<String, byte[]> bodies) {
        String event = "[" + EVENT.formatted("1") + "]";
        for (String charset : new String[] {"UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1"}) {
            bodies.put(charset, event.replace("open", "\u00f6ffnen").getBytes(Charset.forName(charset)));
        }
        bodies.put("byte order mark", ("\ufeff" + event).getBytes(StandardCharsets.UTF_8));
        bodies.put("half of UTF-16", new byte[] {(byte) 0xFE, (byte) 0xFF, 0});
        bodies.put("overlong", new byte[] {'[', '"', (byte) 0xC0, (byte) 0x80, '"', ']'});
        bodies.put("no text", new byte[] {'[', '"', (byte) 0xFF, (byte) 0xFE, (byte) 0xC3, 0x28, 0, '"', ']'});
    }

    private static String list(String element, int size) {
        return "[" + (element + ",").repeat(Math.max(1, size / (element.length() + 1))) + element + "]";
    }

    private static String members(int size) {
        StringBuilder members = new StringBuilder(size + 20);
        for (int i = 0; members.length() < size; i++) {
            members.append('"').append(Integer.toString(i, 36)).append("\":1,");
        }
        return members.append("\"z\":1").toString();
    }

    private static String filler(int size) {
        return SECRET.repeat(size / SECRET.length());
    }
}
