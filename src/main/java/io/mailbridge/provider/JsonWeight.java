package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Estimates how many characters a tree holds, for limits on what is kept or written several times over. */
final class JsonWeight {
    /** That a character takes at most. */
    static final int BYTES = 2;

    /**
     * For punctuation, a number or literal, and half of the 50 bytes that an entry of a map or a short text of a list takes:
     * the events of one message hold maps and lists of their own.
     */
    private static final int NODE = 24;

    private JsonWeight() {}

    static long of(JsonNode node) {
        long weight = NODE + (node.isTextual() ? node.textValue().length() : 0);
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                weight += member.getKey().length() + of(member.getValue());
            }
        } else {
            for (JsonNode element : node) {
                weight += of(element);
            }
        }
        return weight;
    }
}
