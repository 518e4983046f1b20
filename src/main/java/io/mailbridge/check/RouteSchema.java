package io.mailbridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailbridge.settings.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Camel's own list of all steps and their options. Camel's reader stops at the first name that it does
 * not know; this finds all of them in a file that the reader has refused.
 */
final class RouteSchema {
    private static final String SCHEMA = "/schema/camelYamlDsl.json";
    private static final String STEP = "org.apache.camel.model.ProcessorDefinition";

    private final JsonNode schema;

    RouteSchema() {
        try (InputStream in = RouteSchema.class.getResourceAsStream(SCHEMA)) {
            schema = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Receives each unknown name. */
    interface Unknown {
        void found(MappingNode parent, NodeTuple member, String reason, String nearest);
    }

    void check(Node root, Unknown unknown) {
        check(root, schema, "the file", unknown);
    }

    private void check(Node node, JsonNode type, String owner, Unknown unknown) {
        if (node instanceof SequenceNode sequence) {
            JsonNode items = items(type);
            if (items != null) {
                sequence.getValue().forEach(element -> check(element, items, owner, unknown));
            }
        } else if (node instanceof MappingNode mapping) {
            Map<String, JsonNode> members = members(type);
            if (!members.isEmpty()) {
                mapping.getValue().forEach(member -> check(mapping, member, members, type, owner, unknown));
            }
        }
    }

    private void check(
            MappingNode parent,
            NodeTuple member,
            Map<String, JsonNode> members,
            JsonNode type,
            String owner,
            Unknown unknown) {
        String name = member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        JsonNode known = members.get(name);
        if (known != null) {
            check(member.getValueNode(), known, name, unknown);
            return;
        }
        String reason = type.path("$ref").asText().endsWith(STEP)
                ? "there is no step '" + name + "'"
                : owner + " has no option '" + name + "'";
        unknown.found(parent, member, reason, NearestName.of(name, members.keySet()));
    }

    private JsonNode items(JsonNode type) {
        JsonNode resolved = resolved(type);
        if (resolved.has("items")) {
            return resolved.get("items");
        }
        for (JsonNode alternative : alternatives(resolved)) {
            JsonNode items = items(alternative);
            if (items != null) {
                return items;
            }
        }
        return null;
    }

    /** The names that a mapping may hold; empty where it may hold anything. */
    private Map<String, JsonNode> members(JsonNode type) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        JsonNode resolved = resolved(type);
        for (JsonNode alternative : alternatives(resolved)) {
            members.putAll(members(alternative));
        }
        resolved.path("properties").fields().forEachRemaining(member -> {
            // an empty one only repeats what an alternative says
            if (!member.getValue().isEmpty() || !members.containsKey(member.getKey())) {
                members.put(member.getKey(), member.getValue());
            }
        });
        return members;
    }

    private static List<JsonNode> alternatives(JsonNode type) {
        List<JsonNode> all = new ArrayList<>();
        type.path("oneOf").forEach(all::add);
        type.path("anyOf").forEach(all::add);
        return all;
    }

    private JsonNode resolved(JsonNode type) {
        String reference = type.path("$ref").asText();
        return reference.isEmpty() ? type : schema.at(reference.substring(1));
    }
}
