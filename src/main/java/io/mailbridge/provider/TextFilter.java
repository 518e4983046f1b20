package io.mailbridge.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mailbridge.event.JsonCodec;

/** What a path does with a text that holds more than the value; other nodes pass unchanged. */
interface TextFilter {
    /** The value, or null where the text has none. */
    JsonNode apply(JsonNode node);

    /** @throws IllegalArgumentException naming the filters that exist */
    static TextFilter of(String text) {
        if (text.equals("json")) {
            return TextFilter::json;
        }
        if (text.startsWith("after ")) {
            String mark = text.substring("after ".length());
            return node -> node.isTextual() ? after(node.textValue(), mark) : node;
        }
        throw new IllegalArgumentException("'" + text + "' is not a filter; allowed: json, after TEXT");
    }

    private static JsonNode after(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? null : TextNode.valueOf(text.substring(at + mark.length()));
    }

    /** Senders put JSON or plain text into the same field, so a text that is not JSON is left as it is. */
    private static JsonNode json(JsonNode node) {
        if (!node.isTextual() || !looksLikeJson(node.textValue())) {
            return node;
        }
        try {
            return JsonCodec.mapper().readTree(node.textValue());
        } catch (JsonProcessingException e) {
            return node;
        }
    }

    private static boolean looksLikeJson(String text) {
        String stripped = text.stripLeading();
        return stripped.startsWith("{") || stripped.startsWith("[");
    }
}
