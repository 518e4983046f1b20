package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;

/** Decides what in an event counts as a value: platforms are not trusted to keep to their own types. */
final class Scalars {
    private Scalars() {}

    /** The text of a scalar without surrounding white space; null for blank text, null, objects and lists. */
    static String text(JsonNode node) {
        if (node == null || node.isNull() || !node.isValueNode()) {
            return null;
        }
        String text = node.asText().strip();
        return text.isEmpty() ? null : text;
    }

    static boolean isPresent(JsonNode node) {
        return text(node) != null;
    }
}
