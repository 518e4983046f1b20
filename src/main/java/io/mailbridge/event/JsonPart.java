package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object of the common record that is being read. Refuses members of the wrong type and members that are not read.
 */
final class JsonPart {
    private static final int LONGEST_NAME = 40;

    private final String name;
    private final JsonNode node;
    private final Set<String> read = new HashSet<>();

    /** @param name for messages */
    JsonPart(String name, JsonNode node) {
        if (!node.isObject()) {
            throw new InvalidEvent(name + " is not a JSON object.");
        }
        this.name = name;
        this.node = node;
    }

    /** The member, or null where it is missing or null. */
    JsonNode member(String member) {
        read.add(member);
        JsonNode value = node.get(member);
        return value == null || value.isNull() ? null : value;
    }

    /** An object within this one, or null. */
    JsonPart part(String member) {
        JsonNode value = member(member);
        return value == null ? null : new JsonPart(path(member), value);
    }

    String text(String member) {
        JsonNode value = member(member);
        if (value != null && !value.isTextual()) {
            throw new InvalidEvent(path(member) + " is not text.");
        }
        return value == null ? null : value.textValue();
    }

    Boolean flag(String member) {
        JsonNode value = member(member);
        if (value != null && !value.isBoolean()) {
            throw new InvalidEvent(path(member) + " is neither true nor false.");
        }
        return value == null ? null : value.booleanValue();
    }

    Integer number(String member) {
        JsonNode value = member(member);
        if (value != null && !(value.isNumber() && value.canConvertToInt() && value.canConvertToExactIntegral())) {
            throw new InvalidEvent(path(member) + " is not a whole number.");
        }
        return value == null ? null : value.intValue();
    }

    Instant time(String member) {
        String text = text(member);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidEvent(path(member) + " is not a time such as 2026-01-06T09:02:20.000Z.");
        }
    }

    List<String> texts(String member) {
        JsonNode value = member(member);
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value == null ? List.<JsonNode>of() : array(member, value)) {
            if (!element.isTextual()) {
                throw new InvalidEvent(path(member) + " holds something that is not text.");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private Iterable<JsonNode> array(String member, JsonNode value) {
        if (!value.isArray()) {
            throw new InvalidEvent(path(member) + " is not a list.");
        }
        return value;
    }

    Map<String, JsonNode> members(String member) {
        JsonNode value = member(member);
        Map<String, JsonNode> members = new LinkedHashMap<>();
        if (value != null) {
            if (!value.isObject()) {
                throw new InvalidEvent(path(member) + " is not a JSON object.");
            }
            value.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
        }
        return members;
    }

    /** The constant whose wire name, as toString() gives it, the member holds; null where it is missing. */
    <E extends Enum<E>> E constant(String member, Class<E> type) {
        String text = text(member);
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.toString().equals(text)) {
                return constant;
            }
        }
        throw new InvalidEvent(path(member) + " is not one of " + List.of(type.getEnumConstants()) + '.');
    }

    /** The value of a member that every event has. */
    <T> T required(String member, T value) {
        if (value == null) {
            throw new InvalidEvent(path(member) + " is missing.");
        }
        return value;
    }

    /** A member that nobody reads would be lost. */
    void refuseOthers() {
        node.fieldNames().forEachRemaining(member -> {
            if (!read.contains(member)) {
                String shown = member.length() > LONGEST_NAME ? member.substring(0, LONGEST_NAME) + "..." : member;
                throw new InvalidEvent(name + " has the member " + shown
                        + ", which the common record does not have; put your own values into metadata.");
            }
        });
    }

    private String path(String member) {
        return name + "'s " + member;
    }
}
