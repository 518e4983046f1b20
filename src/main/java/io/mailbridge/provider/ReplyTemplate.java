package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mailbridge.event.JsonCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code reply} of a profile: names, and where the value of each is in the request or the source. Strangers may be answered
 * with it, so names and values are few and short.
 */
final class ReplyTemplate {
    private static final String VALIDATION_KEY = "$source.validation-key";
    private static final int MOST_MEMBERS = 8;
    /** Codes of platforms have up to 100 characters. */
    private static final int LONGEST_VALUE = 256;

    private static final Set<String> OURS = Set.of("accepted", "rejected", "dropped");

    private final Map<String, List<Value>> members;
    private final boolean holdsKey;

    private ReplyTemplate(Map<String, List<Value>> members, boolean holdsKey) {
        this.members = members;
        this.holdsKey = holdsKey;
    }

    /** What is replied to a request, whose element a scope is. */
    private interface Value {
        JsonNode of(Scope scope, Origin origin);
    }

    /** The template of the key {@code reply} of a section, or null where it has none. */
    static ReplyTemplate read(YamlSection section) {
        if (!section.has("reply")) {
            return null;
        }
        YamlSection reply = section.section("reply");
        if (reply.keys().isEmpty() || reply.keys().size() > MOST_MEMBERS) {
            throw section.invalid(
                    "reply", "'reply' has 1 to " + MOST_MEMBERS + " names, each with the path of its value");
        }
        Map<String, List<Value>> members = new LinkedHashMap<>();
        for (String name : reply.keys()) {
            if (!name.matches("[A-Za-z0-9_.-]{1,64}") || OURS.contains(name)) {
                throw reply.invalid(
                        name,
                        "'" + name
                                + "' cannot be a name in a reply: up to 64 letters, digits, '_', '.' and '-', and not "
                                + "accepted, rejected or dropped");
            }
            members.put(name, reply.compiled(name, () -> values(reply.texts(name))));
        }
        return new ReplyTemplate(members, reply.keys().stream().anyMatch(name -> reply.texts(name)
                .contains(VALIDATION_KEY)));
    }

    /** Whether it shows the source's own key, which is nothing for strangers. */
    boolean holdsKey() {
        return holdsKey;
    }

    private static List<Value> values(List<String> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("a name in a reply needs the path of its value");
        }
        List<Value> values = new ArrayList<>();
        for (String text : paths) {
            if (text.equals(VALIDATION_KEY)) {
                values.add((scope, origin) ->
                        origin.validationKey() == null ? null : TextNode.valueOf(origin.validationKey()));
            } else if (text.startsWith("$source")) {
                throw new IllegalArgumentException(
                        "'" + text + "' is unknown; of its source a reply may hold " + VALIDATION_KEY);
            } else {
                Path path = Path.of(text);
                values.add((scope, origin) -> path.find(scope, ReplyTemplate::isShort));
            }
        }
        return values;
    }

    private static boolean isShort(JsonNode node) {
        String text = Scalars.text(node);
        return text != null && text.length() <= LONGEST_VALUE;
    }

    /** The members whose values are there. */
    ObjectNode of(Scope scope, Origin origin) {
        ObjectNode reply = JsonCodec.mapper().createObjectNode();
        members.forEach((name, values) -> {
            for (Value value : values) {
                JsonNode found = value.of(scope, origin);
                if (found != null) {
                    reply.set(name, found);
                    return;
                }
            }
        });
        return reply;
    }
}
