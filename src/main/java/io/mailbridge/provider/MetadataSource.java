package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the sender's own values are among the platform's. */
interface MetadataSource {
    /** The values by name, exactly as sent; the caller may change the map. */
    Map<String, JsonNode> read(Scope scope);

    /** This source for fields that are elsewhere than the profile says. */
    default MetadataSource withFields(Map<FieldName, Field> fields) {
        return this;
    }

    /** The first of these whose conditions hold; where none does, the event has no such values. */
    static MetadataSource firstOf(List<Row> rows) {
        return new MetadataSource() {
            @Override
            public Map<String, JsonNode> read(Scope scope) {
                for (Row row : rows) {
                    if (Condition.allHold(row.when(), EventFacts.of(scope))) {
                        return row.source().read(scope);
                    }
                }
                return new LinkedHashMap<>();
            }

            @Override
            public MetadataSource withFields(Map<FieldName, Field> fields) {
                return firstOf(rows.stream()
                        .map(row -> new Row(row.when(), row.source().withFields(fields)))
                        .toList());
            }
        };
    }

    /**
     * All top-level members of the event but the platform's own, and those that fields take.
     *
     * @param ownPrefix names with this prefix are the platform's as well; null for none
     */
    static MetadataSource allMembersExcept(Set<String> own, String ownPrefix, Map<FieldName, Field> fields) {
        Set<String> reserved = new HashSet<>(own);
        for (Field field : fields.values()) {
            field.paths().stream().filter(Path::isTopLevel).map(Path::lastName).forEach(reserved::add);
        }
        return new MetadataSource() {
            @Override
            public Map<String, JsonNode> read(Scope scope) {
                Map<String, JsonNode> metadata = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> member : scope.event().properties()) {
                    boolean isOwn = ownPrefix != null && member.getKey().startsWith(ownPrefix);
                    if (!isOwn && !reserved.contains(member.getKey())) {
                        metadata.put(member.getKey(), member.getValue());
                    }
                }
                return metadata;
            }

            @Override
            public MetadataSource withFields(Map<FieldName, Field> changed) {
                return allMembersExcept(own, ownPrefix, changed);
            }
        };
    }

    /**
     * The members of the objects found there, and of lists of names with values; anything else keeps its own name.
     *
     * @param exceptPrefix names with this prefix are the platform's; null for none
     */
    static MetadataSource from(List<Path> paths, String exceptPrefix) {
        return scope -> {
            Map<String, JsonNode> metadata = new LinkedHashMap<>();
            for (Path path : paths) {
                if (path.hasSeveral()) {
                    addAll(metadata, path.lastName(), path.findAll(scope, Condition.Test.PRESENT));
                    continue;
                }
                JsonNode node = path.find(scope, Condition.Test.PRESENT);
                if (node != null) {
                    add(metadata, path.lastName(), node);
                }
            }
            if (exceptPrefix != null) {
                metadata.keySet().removeIf(name -> name.startsWith(exceptPrefix));
            }
            return metadata;
        };
    }

    /** Values of their own go under the one name together. */
    private static void addAll(Map<String, JsonNode> metadata, String name, List<JsonNode> nodes) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (JsonNode node : nodes) {
            if (node.isObject() || NamedValues.isList(node)) {
                add(metadata, name, node);
            } else if (!node.isArray()) {
                values.add(node);
            } else {
                values.addAll((ArrayNode) node);
            }
        }
        if (!values.isEmpty()) {
            metadata.put(name, values.size() == 1 ? values.get(0) : values);
        }
    }

    private static void add(Map<String, JsonNode> metadata, String name, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(member -> metadata.put(member.getKey(), member.getValue()));
        } else if (NamedValues.isList(node)) {
            NamedValues.forEach(node, metadata::put);
        } else if (!node.isArray() || !node.isEmpty()) {
            metadata.put(name, node);
        }
    }

    /** One of several places, for events for which all conditions hold. */
    record Row(List<Condition> when, MetadataSource source) {}
}
