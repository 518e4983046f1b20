package io.mailbridge.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mailbridge.event.JsonCodec;

/** What a path does with a text that holds more than the value; other nodes pass unchanged. */
interface TextFilter {
    /** As many texts a text is split into; the last one keeps what follows. */
    int MOST_PARTS = 1_000;

    /** The value, or null where the text has none. */
    JsonNode apply(JsonNode node);

    /** @throws IllegalArgumentException naming the filters that exist */
    static TextFilter of(String text) {
        int blank = text.indexOf(' ');
        TextFilter filter = blank < 0
                ? plain(text)
                : withArgument(
                        text.substring(0, blank), text.substring(blank + 1).strip());
        if (filter == null) {
            throw new IllegalArgumentException("'" + text + "' is not a filter; allowed: address, addresses,"
                    + " after TEXT, as NAME, between MARK MARK, json, named NAME, split MARK");
        }
        return filter;
    }

    private static TextFilter plain(String name) {
        return switch (name) {
            case "json" -> TextFilter::json;
            case "address" -> TextFilter::address;
            case "addresses" -> TextFilter::addresses;
            default -> null;
        };
    }

    private static TextFilter withArgument(String name, String argument) {
        return switch (name) {
            case "after" -> ofTexts(text -> after(text, argument));
            case "as" -> node -> node.isContainerNode() || Scalars.isPresent(node) ? TextNode.valueOf(argument) : null;
            case "between" -> between(argument.split(" +"));
            case "named" -> node -> NamedValues.find(node, argument);
            case "split" -> ofTexts(text -> parts(text, argument));
            default -> null;
        };
    }

    private static TextFilter ofTexts(ReaderOfTexts reader) {
        return node -> node.isTextual() ? reader.read(node.textValue()) : node;
    }

    private static TextFilter between(String[] marks) {
        return marks.length == 2 ? ofTexts(text -> between(text, marks[0], marks[1])) : null;
    }

    private static JsonNode after(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? null : TextNode.valueOf(text.substring(at + mark.length()));
    }

    private static JsonNode between(String text, String first, String last) {
        int from = text.indexOf(first) + first.length();
        int to = text.lastIndexOf(last);
        return TextNode.valueOf(from < first.length() || to < from ? text : text.substring(from, to));
    }

    private static JsonNode parts(String text, String mark) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        int from = 0;
        while (from <= text.length()) {
            int mostly = parts.size() < MOST_PARTS - 1 ? text.indexOf(mark, from) : -1;
            int to = mostly < 0 ? text.length() : mostly;
            String part = text.substring(from, to).strip();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            from = to + mark.length();
        }
        return parts;
    }

    /** The address of a text, or the first one in a list. */
    private static JsonNode address(JsonNode node) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                JsonNode address = element.isTextual() ? address(element) : null;
                if (address != null) {
                    return address;
                }
            }
            return null;
        }
        if (!node.isTextual()) {
            return node;
        }
        String address = AddressList.first(node.textValue());
        return address == null ? null : TextNode.valueOf(address);
    }

    /** The addresses of a text, or of the texts of a list, whose other elements stay what they are. */
    private static JsonNode addresses(JsonNode node) {
        if (!node.isTextual() && !node.isArray()) {
            return node;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        // one more than a request may have, so that it is refused
        int most = RequestSplitter.MAX_EVENTS + 1;
        if (node.isTextual()) {
            AddressList.addAll(node.textValue(), most, list);
        }
        for (JsonNode element : node) {
            if (element.isTextual()) {
                AddressList.addAll(element.textValue(), most, list);
            } else {
                list.add(element);
            }
            if (list.size() >= most) {
                break;
            }
        }
        return list;
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

    /** Reads a text; null where it has no value. */
    interface ReaderOfTexts {
        JsonNode read(String text);
    }
}
