package io.mailbridge.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Whole captured requests, and what the manifest expects of them. */
public final class Payloads {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Payloads() {}

    /** File and expected events of each SendGrid payload. */
    public static Stream<Object[]> sendGrid() {
        return StreamSupport.stream(json(text("manifest.json")).get("payloads").spliterator(), false)
                .filter(entry -> entry.get("file").textValue().startsWith("sendgrid/"))
                .map(entry -> new Object[] {entry.get("file").textValue(), entry.get("expect")});
    }

    public static String text(String file) {
        try (InputStream in = Payloads.class.getResourceAsStream("/senders/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
