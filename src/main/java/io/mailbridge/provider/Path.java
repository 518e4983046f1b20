package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;

/** A place in an event: names of nested objects, joined with dots. */
final class Path {
    private final String text;
    private final String[] segments;

    private Path(String text, String[] segments) {
        this.text = text;
        this.segments = segments;
    }

    /** @throws IllegalArgumentException with the reason when a name between the dots is empty */
    static Path of(String text) {
        String[] segments = text.split("\\.", -1);
        for (String segment : segments) {
            if (segment.isBlank()) {
                throw new IllegalArgumentException("'" + text + "' is not a path: names joined with single dots, as in"
                        + " 'email' or 'data.user.email'");
            }
        }
        return new Path(text, segments);
    }

    /** The node there, or null. */
    JsonNode read(JsonNode event) {
        JsonNode node = event;
        for (String segment : segments) {
            node = node.get(segment);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /** Whether it takes a whole top-level member of the event, and not a part of one. */
    boolean isTopLevel() {
        return segments.length == 1;
    }

    @Override
    public String toString() {
        return text;
    }
}
