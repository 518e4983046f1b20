package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Reads names with values: an object, or a list of pairs in one of the forms that platforms give them. */
final class NamedValues {
    private static final List<String> NAMES = List.of("name", "key", "Name", "Key");
    private static final List<String> VALUES = List.of("value", "Value");

    private NamedValues() {}

    /** The first value of that name, whose case does not matter, or null. */
    static JsonNode find(JsonNode node, String name) {
        if (node.isObject()) {
            JsonNode exact = node.get(name);
            return exact != null ? exact : ofMember(node, name);
        }
        for (JsonNode pair : node) {
            String found = name(pair);
            if (found != null && found.equalsIgnoreCase(name)) {
                return value(pair);
            }
        }
        return null;
    }

    /** Whether the node is a list of pairs, and not an empty one. */
    static boolean isList(JsonNode node) {
        for (JsonNode pair : node) {
            if (name(pair) == null) {
                return false;
            }
        }
        return node.isArray() && !node.isEmpty();
    }

    static void forEach(JsonNode list, BiConsumer<String, JsonNode> visitor) {
        for (JsonNode pair : list) {
            visitor.accept(name(pair), value(pair));
        }
    }

    private static JsonNode ofMember(JsonNode object, String name) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return member.getValue();
            }
        }
        return null;
    }

    /** The name of a pair, or null where the node is none. */
    private static String name(JsonNode pair) {
        JsonNode name = pair.isArray() ? pair.get(0) : member(pair, NAMES);
        return name != null && name.isTextual() && value(pair) != null ? name.textValue() : null;
    }

    private static JsonNode value(JsonNode pair) {
        if (pair.isArray()) {
            return pair.size() == 2 ? pair.get(1) : null;
        }
        return member(pair, VALUES);
    }

    private static JsonNode member(JsonNode pair, List<String> names) {
        for (String name : names) {
            JsonNode value = pair.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
