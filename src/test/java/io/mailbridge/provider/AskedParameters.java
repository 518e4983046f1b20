package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.signature.SignatureSchemes;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Which parameters a signature scheme asks for: those that it knows. */
final class AskedParameters extends AbstractMap<String, List<String>> {
    private final Map<String, List<String>> given = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    private AskedParameters() {}

    /** @param signature the section of a profile; nothing is asked where it has none */
    static Set<String> of(JsonNode signature) {
        AskedParameters parameters = new AskedParameters();
        signature.properties().forEach(member -> parameters.given.put(member.getKey(), texts(member.getValue())));
        // these two are of every scheme
        parameters.given.keySet().removeAll(List.of("scheme", "tolerance"));
        if (signature.isObject()) {
            SignatureSchemes.of(signature.get("scheme").asText(), parameters);
        }
        return parameters.asked;
    }

    @Override
    public List<String> get(Object key) {
        asked.add((String) key);
        return given.get(key);
    }

    @Override
    public Set<Entry<String, List<String>>> entrySet() {
        return given.entrySet();
    }

    private static List<String> texts(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(value.asText());
    }
}
