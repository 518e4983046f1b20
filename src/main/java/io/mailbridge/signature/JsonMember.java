package io.mailbridge.signature;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.util.List;

/** A member of a body, found without a tree, within the limits of any body. */
final class JsonMember {
    private static final int DEEPEST = 8;

    private final List<String> names;

    private JsonMember(List<String> names) {
        this.names = names;
    }

    /** @param path names joined with dots, as in {@code meta.timestamp} */
    static JsonMember of(String key, String path) {
        List<String> names = List.of(path.split("\\.", -1));
        if (names.size() > DEEPEST || names.stream().anyMatch(String::isBlank)) {
            throw new InvalidParameter(
                    key, "'" + path + "' has to be names of members joined with dots: meta.timestamp");
        }
        return new JsonMember(names);
    }

    /**
     * Its value as text; null where it is missing or no text, number or boolean, and where one of its names comes
     * twice: readers differ on which of them counts. The whole body has to be one JSON object.
     */
    String only(byte[] body) {
        if (body == null) {
            return null;
        }
        try (JsonParser json = JsonCodec.mapper().createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Found found = new Found();
            read(json, 0, found);
            boolean isOnly = found.count == 1 && found.parents == names.size() - 1;
            return isOnly && json.nextToken() == null ? found.value : null;
        } catch (IOException e) {
            return null;
        }
    }

    private void read(JsonParser json, int depth, Found found) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isWanted = json.currentName().equals(names.get(depth));
            JsonToken value = json.nextToken();
            if (!isWanted) {
                json.skipChildren();
            } else if (depth + 1 < names.size() && value == JsonToken.START_OBJECT) {
                found.parents++;
                read(json, depth + 1, found);
            } else {
                found.count++;
                found.value = value.isScalarValue() && value != JsonToken.VALUE_NULL ? json.getText() : null;
                json.skipChildren();
            }
        }
    }

    private static final class Found {
        private int count;
        private int parents;
        private String value;
    }
}
