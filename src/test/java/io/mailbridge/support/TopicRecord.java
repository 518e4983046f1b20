package io.mailbridge.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** One record as a consumer sees it; of a header that occurs twice, the last. */
public record TopicRecord(
        int partition, long offset, long timestamp, String key, byte[] value, Map<String, String> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public JsonNode json() {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON: record " + offset + " of partition " + partition, e);
        }
    }

    /** The event id, as consumers read it to drop duplicates. */
    public String id() {
        return headers.get("ce_id");
    }
}
