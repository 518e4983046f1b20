package io.mailbridge.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Reads from a record's value only what commands need, without making a tree of it: topics are long. */
public final class SeenEventReader {
    private static final String[] PATHS = {
        "id",
        "type",
        "provider",
        "source",
        "occurred_at",
        "occurred_at_estimated",
        "message_id",
        "smtp_message_id",
        "recipient",
        "campaign.id",
        "campaign.name",
        "bounce.type",
        "reason.code",
        "reason.text",
        "engagement.machine"
    };

    /** For a name on the first level its place in {@link #PATHS}, or the places of what is below it. */
    private static final Map<String, Object> PLACES = new HashMap<>();

    static {
        for (int place = 0; place < PATHS.length; place++) {
            String[] names = PATHS[place].split("\\.");
            if (names.length == 1) {
                PLACES.put(names[0], place);
            } else {
                below(names[0]).put(names[1], place);
            }
        }
    }

    private SeenEventReader() {}

    @SuppressWarnings("unchecked")
    private static Map<String, Object> below(String name) {
        return (Map<String, Object>) PLACES.computeIfAbsent(name, key -> new HashMap<String, Object>());
    }

    /** @throws IOException where the value is not a JSON object */
    public static SeenEvent read(byte[] value) throws IOException {
        if (value == null) {
            throw new IOException("The record has no value");
        }
        String[] found = new String[PATHS.length];
        try (JsonParser parser = JsonCodec.mapper().createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("The value is not a JSON object");
            }
            members(parser, PLACES, found);
        }
        return new SeenEvent(
                found[0],
                found[1],
                found[2],
                found[3],
                "true".equals(found[5]) ? null : time(found[4]),
                found[6] == null ? found[7] : found[6],
                found[8],
                found[9],
                found[10],
                found[11],
                found[12],
                found[13],
                "true".equals(found[14]));
    }

    @SuppressWarnings("unchecked")
    private static void members(JsonParser parser, Map<String, Object> places, String[] found) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Object place = places.get(parser.currentName());
            JsonToken token = parser.nextToken();
            if (place instanceof Integer index && token.isScalarValue()) {
                found[index] = token == JsonToken.VALUE_NULL ? null : parser.getText();
            } else if (place instanceof Map<?, ?> below && token == JsonToken.START_OBJECT) {
                members(parser, (Map<String, Object>) below, found);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static Instant time(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
