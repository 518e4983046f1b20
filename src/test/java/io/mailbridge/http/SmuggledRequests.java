package io.mailbridge.http;

import io.mailbridge.support.SendGridEvents;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that two servers could read differently, each with another request after it that only one of them would see;
 * and paths that lead to a source by none, or without its credential.
 */
final class SmuggledRequests {
    /** Part of the id of every event that must not be stored. */
    static final String MARK = "smuggled";

    private static final String EVENT = SendGridEvents.batch(List.of(MARK));
    private static final String LENGTH = "Content-Length: " + EVENT.length();
    private static final String SIZE = Integer.toHexString(EVENT.length());
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final String LINE = "POST /webhooks/demo HTTP/1.1";
    private static final String FIELDS = "Host: b\r\nContent-Type: application/json\r\n";
    private static final String AFTER = LINE + "\r\n" + FIELDS + LENGTH + "\r\n\r\n" + EVENT;

    private static final String[] LINES = {
        "POST /webhooks/demo HTTP/0.9",
        "POST /webhooks/demo HTTP/1.2",
        "POST /webhooks/demo HTTP/2.0",
        "POST /webhooks/demo HTTP/01.1",
        "POST /webhooks/demo http/1.1",
        "POST /webhooks/demo HTTP/1.1 x",
        "POST /webhooks/demo HTTP/1.1 ",
        "POST /webhooks/demo",
        "POST ftp://b/webhooks/demo HTTP/1.1",
        "POST http:/webhooks/demo HTTP/1.1",
        "POST b:80 HTTP/1.1",
        "POST * HTTP/1.1",
        "CONNECT b:80 HTTP/1.1",
        "PO\0ST /webhooks/demo HTTP/1.1",
        "POST /webhooks/demo\0 HTTP/1.1",
        "POST /webhooks/demo HTTP/1.1\rX: y",
        "POST /webhooks/d\u00e9mo HTTP/1.1",
        "POST /webhooks/%zz HTTP/1.1",
        "POST /" + "a".repeat(9000) + " HTTP/1.1",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc",
    };

    private static final String[] FRAMINGS = {
        LENGTH + "\r\n" + CHUNKED,
        CHUNKED + "\r\nContent-Length: 4",
        CHUNKED + "\r\n" + CHUNKED,
        CHUNKED + "\r\nTransfer-Encoding: identity",
        CHUNKED + ", identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding:\u000bchunked",
        "Transfer-Encoding: chunked\0",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding:\r\n chunked",
        "Transfer-Encoding: chunk\r\n ed",
        "Transfer-Encoding:",
        "\0Transfer-Encoding: chunked",
        LENGTH + "\r\n" + LENGTH,
        LENGTH + "\r\nContent-Length: 0",
        LENGTH + ", " + EVENT.length(),
        LENGTH + " 0",
        LENGTH + "\0",
        "Content-Length: +" + EVENT.length(),
        "Content-Length: -1",
        "Content-Length: 0x" + SIZE,
        "Content-Length:",
        "Content-Length : " + EVENT.length(),
        "Content-Length:\r\n " + EVENT.length(),
        "Content-Length: 18446744073709551616",
        LENGTH + "\r\nX: a\0b",
        LENGTH + "\r\nX : a",
        LENGTH + "\r\nX: a\rb",
        LENGTH + "\r\nX: a\nY: b",
        LENGTH + "\r\nno colon",
        LENGTH + "\r\n: no name",
        LENGTH + "\r\nHost: c",
        LENGTH + "\r\nX: " + "a".repeat(9000),
    };

    private static final String[] CHUNKS = {
        "100000000" + SIZE + "\r\n",
        "10000000000000000" + SIZE + "\r\n",
        "ffffffff\r\n",
        "-1\r\n",
        "0x" + SIZE + "\r\n",
        SIZE + " 0\r\n",
        SIZE + "\n",
        SIZE + ";a\n",
        SIZE + ";a\rb\r\n",
        SIZE + ";" + "a".repeat(100_000),
        "\r\n",
        "0\r\nno colon\r\n\r\n",
        "0\r\na\0b: c\r\n\r\n",
        "0\r\n" + "a: b\r\n".repeat(150) + "\r\n",
    };

    private static final String[] PATHS = {
        "/webhooks/demo/..",
        "/webhooks%2fdemo",
        "/webhooks/demo%2f",
        "/webhooks/demo;a=b",
        "/webhooks/locked/..;/demo",
        "/webhooks/demo/..;/locked",
        "/webhooks/demo%00",
        "/webhooks/demo\\",
        "/webhooks/%c0%ae%c0%ae/locked",
        "/webhooks/dem%C0%AF",
        "/webhooks/%2564emo",
        "/webhooks/DEMO",
        "/webhooks/demo%0d%0aX:%20y",
        "/webhooks/" + "../".repeat(2600) + "demo",
        "/webhooks/" + "a".repeat(7900),
        "/webhooks/%6cocked",
        "//webhooks//locked",
        "/webhooks/x/../locked",
        "http://b/webhooks/locked",
    };

    private SmuggledRequests() {}

    /** By what is odd about them; nothing after the first answer may come, and the connection is closed. */
    static Map<String, byte[]> ambiguous() {
        Map<String, byte[]> requests = new LinkedHashMap<>();
        for (String line : LINES) {
            add(requests, line, line + "\r\n" + FIELDS + LENGTH + "\r\n\r\n" + EVENT);
        }
        for (String framing : FRAMINGS) {
            String body = framing.contains("unk") ? "0\r\n\r\n" : EVENT;
            add(requests, framing, LINE + "\r\n" + FIELDS + framing + "\r\n\r\n" + body);
        }
        for (String chunk : CHUNKS) {
            String body = SIZE + "\r\n" + EVENT + "\r\n" + chunk + EVENT + "\r\n0\r\n\r\n";
            add(requests, "chunk " + chunk, LINE + "\r\n" + FIELDS + CHUNKED + "\r\n\r\n" + body);
        }
        String bareLf = LINE + "\r\n" + FIELDS + LENGTH + "\r\n\r\n" + EVENT;
        add(requests, "lines that end with LF", bareLf.replace("\r\n", "\n"));
        add(requests, "lines that end with CR", bareLf.replace("\r\n", "\r"));
        return requests;
    }

    private static void add(Map<String, byte[]> requests, String name, String request) {
        requests.put(name, (request + AFTER).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Requests whose body is a request: it is read as a body, or not at all. */
    static Map<String, byte[]> withARequestAsBody() {
        String inner = "Content-Length: " + AFTER.length() + "\r\n";
        Map<String, byte[]> requests = new LinkedHashMap<>();
        for (String head : List.of(
                "GET /webhooks/demo HTTP/1.1\r\nHost: b\r\n" + inner,
                "HEAD /webhooks/demo HTTP/1.1\r\nHost: b\r\n" + inner,
                "GET /nowhere HTTP/1.1\r\nHost: b\r\n" + inner,
                "DELETE /webhooks/demo HTTP/1.1\r\nHost: b\r\n" + inner,
                "POST /webhooks/locked HTTP/1.1\r\n" + FIELDS + inner,
                "POST /webhooks/locked HTTP/1.1\r\nExpect: 100-continue\r\n" + FIELDS + inner,
                "POST /webhooks/demo HTTP/1.1\r\nContent-Encoding: gzip\r\n" + FIELDS + inner)) {
            requests.put(head, (head + "Connection: close\r\n\r\n" + AFTER).getBytes(StandardCharsets.ISO_8859_1));
        }
        for (String path : PATHS) {
            String head = "POST " + path + " HTTP/1.1\r\n" + FIELDS + LENGTH;
            requests.put(
                    path,
                    (head + "\r\nConnection: close\r\n\r\n" + EVENT + AFTER).getBytes(StandardCharsets.ISO_8859_1));
        }
        return requests;
    }
}
