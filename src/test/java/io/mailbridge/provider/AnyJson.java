package io.mailbridge.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.event.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** JSON of any form out of the names and values that platforms use, and of hostile ones. */
final class AnyJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEPTH = 4;
    private static final int MOST_MEMBERS = 8;

    private AnyJson() {}

    static Arbitrary<JsonNode> trees() {
        Set<String> names = new TreeSet<>(Set.of("", "*", "$recipient", "a.b"));
        Set<String> values = new TreeSet<>();
        FuzzedRequest.captured().forEach(request -> collect(request, names, values));
        Arbitrary<JsonNode> leaf = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(values).map(NODES::textNode)),
                Tuple.of(1, Arbitraries.integers().between(0, 100).map(HostileValues::of)));
        return tree(Arbitraries.of(names), leaf, DEPTH);
    }

    /** One written out. */
    static JsonNode read(String json) {
        try {
            return JsonCodec.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Arbitrary<JsonNode> tree(Arbitrary<String> names, Arbitrary<JsonNode> leaf, int depth) {
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> inner = tree(names, leaf, depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(1, leaf),
                Tuple.of(2, inner.list().ofMaxSize(MOST_MEMBERS).map(AnyJson::list)),
                Tuple.of(
                        3,
                        Arbitraries.maps(names, inner).ofMaxSize(MOST_MEMBERS).map(AnyJson::object)));
    }

    private static JsonNode list(List<JsonNode> elements) {
        return NODES.arrayNode().addAll(elements);
    }

    private static JsonNode object(Map<String, JsonNode> members) {
        ObjectNode object = NODES.objectNode();
        return object.setAll(members);
    }

    private static void collect(JsonNode node, Set<String> names, Set<String> values) {
        node.fieldNames().forEachRemaining(names::add);
        if (node.isTextual()) {
            values.add(node.textValue());
        }
        node.forEach(child -> collect(child, names, values));
    }
}
