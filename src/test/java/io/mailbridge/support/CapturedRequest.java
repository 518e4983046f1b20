package io.mailbridge.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A row of the manifests: a request as a platform sends it, and what must become of it.
 *
 * @param file below senders/; a .txt file is a body or query string as on the wire
 * @param profile the profile that reads it
 * @param headers names in any case
 * @param expected the events; none for a control message
 * @param reply what has to be answered where that is more than success, else missing
 */
public record CapturedRequest(
        String file, String profile, String method, Map<String, String> headers, JsonNode expected, JsonNode reply) {

    /** Every row of every manifest. */
    public static Stream<CapturedRequest> all() {
        return Stream.of("manifest.json", "manifest-more-a.json", "manifest-more-b.json")
                .flatMap(manifest -> StreamSupport.stream(
                        Payloads.json(Payloads.text(manifest)).get("payloads").spliterator(), false))
                .map(CapturedRequest::of);
    }

    private static CapturedRequest of(JsonNode row) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        row.path("headers").properties().forEach(header -> headers.put(header.getKey(), text(header.getValue())));
        if (!row.path("content_type").isNull()) {
            headers.put("Content-Type", text(row.get("content_type")));
        }
        String file = text(row.get("file"));
        String method = row.has("method") ? text(row.get("method")) : "POST";
        return new CapturedRequest(file, profile(file), method, headers, row.get("expect"), row.path("reply"));
    }

    /** The name of a payload's folder is that of its profile; a profile with several kinds of requests has several folders. */
    public static String profile(String file) {
        String folder = file.substring(0, file.indexOf('/'));
        if (folder.startsWith("amazon-ses")) {
            return "amazon-ses";
        }
        return folder.equals("mailgun-legacy") ? "mailgun" : folder;
    }

    /** The body, or the query string of a GET; empty for a probe. */
    public byte[] body() {
        try (InputStream in = CapturedRequest.class.getResourceAsStream("/senders/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it holds nothing to read: a GET without a query, or an OPTIONS. */
    public boolean isProbe() {
        return !method.equals("POST") && body().length == 0;
    }

    private static String text(JsonNode value) {
        return value.textValue();
    }

    @Override
    public String toString() {
        return file;
    }
}
