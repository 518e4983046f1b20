package io.mailbridge.signature;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds a few values of a body that is not trusted yet, and builds no tree of it: members of JSON, of which no more is read than it
 * takes, or fields of a form, of which the last of equal names counts: a sender's own values may have the same name before it.
 */
final class BodyValues {
    private static final int DEEPEST = 8;

    private final Set<String> paths;
    private final Set<String> parents = new LinkedHashSet<>();

    /** @param paths names joined with dots: {@code signature.token}, or the name of a field of a form */
    BodyValues(List<String> paths) {
        this.paths = new LinkedHashSet<>(paths);
        for (String path : paths) {
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                parents.add(path.substring(0, dot));
            }
        }
    }

    /** @throws InvalidParameter where it is no path */
    static String path(String key, String path) {
        List<String> names = List.of(path.split("\\.", -1));
        if (names.size() > DEEPEST || names.stream().anyMatch(String::isBlank)) {
            throw new InvalidParameter(
                    key, "'" + path + "' has to be names joined with dots, of members of the body: signature.token");
        }
        return path;
    }

    /** By path; those that are missing are not in it, and none are where the body cannot be read. */
    Map<String, String> find(byte[] body) {
        int first = 0;
        while (first < body.length && body[first] <= ' ') {
            first++;
        }
        if (first == body.length) {
            return Map.of();
        }
        return body[first] == '{' || body[first] == '[' ? inJson(body) : inForm(body);
    }

    private Map<String, String> inForm(byte[] body) {
        Map<String, String> found = new HashMap<>();
        List<FormFields.Field> fields =
                MultipartFields.isMultipart(body) ? MultipartFields.of(body) : FormFields.of(body);
        for (FormFields.Field field : fields) {
            String path = field.name().replace("][", ".").replace('[', '.').replace("]", "");
            if (paths.contains(path)) {
                found.put(path, new String(field.value(), StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    private Map<String, String> inJson(byte[] body) {
        Map<String, String> found = new HashMap<>();
        try (JsonParser json = JsonCodec.mapper().createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                readMembers(json, "", found);
            }
        } catch (IOException e) {
            return Map.of();
        }
        return found;
    }

    private void readMembers(JsonParser json, String prefix, Map<String, String> found) throws IOException {
        while (found.size() < paths.size() && json.nextToken() == JsonToken.FIELD_NAME) {
            String path = prefix.isEmpty() ? json.currentName() : prefix + json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT && parents.contains(path)) {
                readMembers(json, path + ".", found);
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL && paths.contains(path)) {
                found.put(path, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }
}
