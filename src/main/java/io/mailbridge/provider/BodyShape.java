package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** What the platform sends at the top level of a request. */
enum BodyShape {
    ARRAY("a JSON array of events"),
    OBJECT("one event as a JSON object"),
    ARRAY_OR_OBJECT("one event as a JSON object, or a JSON array of events");

    private final String description;

    BodyShape(String description) {
        this.description = description;
    }

    String profileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The body with one element; in an array where it may be one, since an element may be anything. */
    byte[] bodyOf(byte[] element) {
        if (this == OBJECT) {
            return element;
        }
        byte[] body = new byte[element.length + 2];
        body[0] = '[';
        System.arraycopy(element, 0, body, 1, element.length);
        body[body.length - 1] = ']';
        return body;
    }

    /** The one element that a body holds, or null where it holds none or several, or is something else. */
    JsonNode only(JsonNode body) {
        if (body != null && body.isArray()) {
            return this != OBJECT && body.size() == 1 ? body.get(0) : null;
        }
        return this == ARRAY ? null : body;
    }

    /** @throws UnreadableBody when the body is something else */
    Iterable<JsonNode> events(JsonNode body) {
        if (body != null && body.isArray() && this != OBJECT) {
            return body;
        }
        if (body != null && body.isObject() && this != ARRAY) {
            return List.of(body);
        }
        String actual = body == null || body.isMissingNode()
                ? "empty"
                : "of type " + body.getNodeType().name().toLowerCase(Locale.ROOT);
        throw new UnreadableBody("The body has to be " + description + "; this one is " + actual + ".");
    }
}
