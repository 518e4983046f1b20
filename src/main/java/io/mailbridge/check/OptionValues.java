package io.mailbridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailbridge.settings.NearestName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Finds options of endpoints that are not a number or not an allowed word: Camel takes 0 for the first, and any word.
 */
final class OptionValues {
    /** Camel takes durations as well. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?|(\\d+(ms|[smhd])\\s*)+|#.*");

    private final CamelContext context;
    private final Mistakes mistakes;
    private final ObjectMapper json = new ObjectMapper();

    OptionValues(CamelContext context, Mistakes mistakes) {
        this.context = context;
        this.mistakes = mistakes;
    }

    void check(RouteFile file, Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> check(file, element));
        } else if (node instanceof MappingNode mapping) {
            String uri = null;
            MappingNode parameters = null;
            for (NodeTuple member : mapping.getValue()) {
                String key = text(member.getKeyNode());
                if (key.equals("uri")) {
                    uri = text(member.getValueNode());
                } else if (key.equals("parameters") && member.getValueNode() instanceof MappingNode found) {
                    parameters = found;
                } else {
                    check(file, member.getValueNode());
                }
            }
            if (uri != null && parameters != null) {
                check(file, uri.replaceFirst(":.*", ""), parameters);
            }
        }
    }

    private void check(RouteFile file, String scheme, MappingNode parameters) {
        JsonNode options = options(scheme);
        for (NodeTuple parameter : parameters.getValue()) {
            JsonNode option = options.path(text(parameter.getKeyNode()));
            String value = value(text(parameter.getValueNode()));
            if (value != null) {
                check(file, text(parameter.getKeyNode()), option, parameter.getValueNode(), value);
            }
        }
    }

    private void check(RouteFile file, String name, JsonNode option, Node node, String value) {
        int line = node.getStartMark().orElseThrow().getLine() + 1;
        String type = option.path("type").asText();
        if (type.matches("integer|number") && !NUMBER.matcher(value).matches()) {
            mistakes.add(file.name(), line, name + ": '" + value + "' is not a number", null);
        }
        List<String> words = new ArrayList<>();
        option.path("enum").forEach(word -> words.add(word.asText()));
        boolean known = words.stream().anyMatch(word -> plain(word).equals(plain(value)));
        if (!words.isEmpty() && !known && !value.startsWith("#")) {
            String reason = name + ": '" + value + "' is none of " + String.join(", ", words);
            mistakes.add(file.name(), line, reason, NearestName.of(value, words));
        }
    }

    private static String plain(String word) {
        return word.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    /** With its placeholders replaced, or null where one is not defined, which is a mistake of its own. */
    private String value(String text) {
        try {
            return text.isEmpty() ? null : context.resolvePropertyPlaceholders(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private JsonNode options(String scheme) {
        try {
            String schema = context.getComponent(scheme, true, false) == null
                    ? null
                    : ((CatalogCamelContext) context).getComponentParameterJsonSchema(scheme);
            return json.readTree(schema == null ? "{}" : schema).path("properties");
        } catch (IOException e) {
            return json.createObjectNode();
        }
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
