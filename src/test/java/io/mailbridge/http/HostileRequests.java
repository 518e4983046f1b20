package io.mailbridge.http;

import io.mailbridge.support.HostileBodies;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whole requests that would cost more to read than to send, by the status that they are to be answered and their name. */
final class HostileRequests {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String EVENT = "{\"event\":\"open\",\"email\":\"a@example.com\",\"sg_event_id\":\"hostile\"";
    private static final int MANY = 50_000;

    private HostileRequests() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> requests = new LinkedHashMap<>();
        json(requests);
        forms(requests);
        requests.put(
                "431 many header fields", post("demo", JSON + "\r\n" + repeat(MANY, i -> "X-" + i + ": 1\r\n"), "[]"));
        requests.put("414 many parameters", post("demo?" + repeat(MANY, i -> i + "=1&"), JSON, "[]"));
        requests.put("200 parameters of one hash", post("demo?" + repeat(100, i -> key(i) + "=1&"), JSON, "[]"));
        multipart(requests);
        return requests;
    }

    /**
     * The answers to a request of this name: one, but that of who goes on sending what nobody reads may be lost, and what
     * is too large for Kafka may not be stored in time on a slow machine.
     */
    static List<List<String>> answers(String name) {
        List<String> status = List.of(name.substring(0, 3));
        return List.of(status, name.matches("(41.|431) .*") ? List.of() : List.of("503"));
    }

    private static void json(Map<String, byte[]> requests) {
        String keys = repeat(2 * MANY, i -> ",\"" + key(i) + "\":1");
        requests.put("200 an event with 100,000 keys of one hash", post("demo", JSON, "[" + EVENT + keys + "}]"));
        requests.put("400 no event, 100,000 keys of one hash", post("demo", JSON, "{\"a\":1" + keys + "}"));
        String some = repeat(1000, i -> ",\"" + key(i) + "\":" + i);
        requests.put(
                "200 events with keys of one hash",
                post("demo", JSON, "[" + repeat(90, i -> EVENT + some + "},") + EVENT + "}]"));
        Map<String, byte[]> small = HostileBodies.json(20_000);
        for (String name : new String[] {
            "half a surrogate pair", "deep objects", "equal keys", "byte order mark", "timestamp with a huge exponent"
        }) {
            String body = new String(small.get(name), StandardCharsets.UTF_8);
            requests.put((name.startsWith("deep") ? "400 " : "200 ") + name, post("demo", JSON, body));
        }
        requests.put(
                "400 a number of a million digits",
                post("demo", JSON, "[" + EVENT + ",\"a\":" + "7".repeat(1_000_000) + "}]"));
        requests.put(
                "200 a text of escapes",
                post("demo", JSON, "[" + EVENT + ",\"a\":\"" + "\\ud83d".repeat(20_000) + "\"}]"));
    }

    private static void forms(Map<String, byte[]> requests) {
        String fields = repeat(MANY, i -> key(i) + "=1&");
        requests.put("200 a form of many fields of one hash", post("form", FORM, fields + "mandrill_events=[]"));
        requests.put("400 the same without events", post("form", FORM, fields));
        requests.put(
                "401 the same with a signature", post("signed-form", FORM + "\r\nX-Mandrill-Signature: eA==", fields));
        requests.put("400 a form that is not encoded", post("form", FORM, "mandrill_events=" + "%".repeat(1_000_000)));
        String objects = "%5B" + repeat(MANY, i -> "%7B%7D%2C");
        requests.put("400 a form of objects", post("form", FORM, "mandrill_events=" + objects));
    }

    private static void multipart(Map<String, byte[]> requests) {
        String part = "\r\n--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n1";
        String file = "; filename=\"a.json\"\r\nContent-Type: " + JSON;
        String type = "multipart/form-data; boundary=";
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("thousands of parts", repeat(5_000, i -> part.formatted(key(i), "")) + "\r\n--x--");
        bodies.put("parts without end", part.formatted("a", "").repeat(100));
        bodies.put("files", part.formatted("event-data", file).repeat(100) + "\r\n--x--");
        bodies.put(
                "parts in parts",
                part.formatted("a", "\r\nContent-Type: " + type + "x").repeat(500));
        bodies.put("boundaries only", "\r\n--x".repeat(50_000));
        bodies.forEach((name, body) -> requests.put("415 " + name, post("demo", type + "x", body)));
        requests.put("415 a boundary of 2,000 characters", post("form", type + "-".repeat(2_000), "-".repeat(100_000)));
        requests.put("415 no boundary", post("form", "multipart/form-data", "[]"));
        requests.put(
                "415 an inbound message",
                post("locked", type + "x\r\nAuthorization: Bearer right", bodies.get("files")));
    }

    /** One of 131,072 of the same String.hashCode. */
    private static String key(int number) {
        return IntStream.range(0, 17)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    private static String repeat(int times, IntFunction<String> text) {
        return IntStream.range(0, times).mapToObj(text).collect(Collectors.joining());
    }

    private static byte[] post(String path, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST /webhooks/" + path + " HTTP/1.1\r\nHost: b\r\nConnection: close\r\nContent-Length: "
                + bytes.length + "\r\nContent-Type: " + type + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }
}
