package io.mailbridge.provider;

import io.mailbridge.settings.NearestName;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping in a YAML file that knows its lines, so that every error message can name one. */
final class YamlSection {
    private final String file;
    private final int line;
    /** Identities of nodes: two may look the same. */
    private final Set<Node> leftOut;

    private final Map<String, Node> members = new LinkedHashMap<>();

    private YamlSection(String file, int line, Node node, String what, Set<Node> leftOut) {
        this.file = file;
        this.line = line;
        this.leftOut = leftOut;
        if (!(node instanceof MappingNode mapping)) {
            throw new InvalidProfile(file, line, what + " has to be a mapping (key: value)");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode(), "a key");
            if (!leftOut.contains(tuple.getValueNode()) && members.put(key, tuple.getValueNode()) != null) {
                throw new InvalidProfile(file, lineOf(tuple.getKeyNode()), "the key '" + key + "' is here twice");
            }
        }
    }

    /** @throws InvalidProfile when the text is not a YAML mapping */
    static YamlSection parse(String file, Reader text) {
        return of(file, node(file, text), Set.of());
    }

    /** @param leftOut members that are ignored */
    static YamlSection of(String file, Node root, Set<Node> leftOut) {
        return new YamlSection(file, lineOf(root), root, "a profile", leftOut);
    }

    /** @throws InvalidProfile when the text is not YAML */
    static Node node(String file, Reader text) {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(file).build()).composeReader(text);
            if (root.isEmpty()) {
                throw new InvalidProfile(file, 1, "the file is empty");
            }
            return root.get();
        } catch (MarkedYamlEngineException e) {
            throw new InvalidProfile(file, lineOf(e.getProblemMark()), e.getProblem());
        } catch (YamlEngineException e) {
            throw new InvalidProfile(file, 1, e.getMessage());
        }
    }

    Set<String> keys() {
        return new LinkedHashSet<>(members.keySet());
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    void allowOnly(List<String> allowed) {
        for (String key : members.keySet()) {
            if (!allowed.contains(key)) {
                throw invalid(
                        key,
                        "unknown key '" + key + "'; allowed here: " + String.join(", ", allowed) + meant(key, allowed));
            }
        }
    }

    /** A suggestion for a name that is not allowed; follows the list of those that are. */
    private static String meant(String wrong, List<String> allowed) {
        String nearest = NearestName.of(wrong, allowed);
        return nearest == null ? "" : "; did you mean '" + nearest + "'?";
    }

    /** The text of a member that has to be there. */
    String text(String key) {
        Node node = members.get(key);
        if (node == null) {
            throw new InvalidProfile(file, line, "the key '" + key + "' is missing");
        }
        return scalar(node, "'" + key + "'");
    }

    /** One text or a list of them; empty when the key is absent. */
    List<String> texts(String key) {
        Node node = members.get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(element -> scalar(element, "each element of '" + key + "'"))
                    .toList();
        }
        return List.of(scalar(node, "'" + key + "'"));
    }

    /** The value of a member that has to be there, and to be one of these. */
    String oneOf(String key, List<String> allowed) {
        String value = text(key);
        if (!allowed.contains(value)) {
            throw invalid(
                    key,
                    "'" + value + "' is not allowed as '" + key + "'; allowed: " + String.join(", ", allowed)
                            + meant(value, allowed));
        }
        return value;
    }

    /** False when the key is absent. */
    boolean flag(String key) {
        return has(key) && oneOf(key, List.of("true", "false")).equals("true");
    }

    /** The one path that has to be there. */
    Path path(String key) {
        String text = text(key);
        return compiled(key, () -> Path.of(text));
    }

    /** One path or a list of them; empty when the key is absent. */
    List<Path> paths(String key) {
        return compiled(key, () -> texts(key).stream().map(Path::of).toList());
    }

    /** What a member's text is compiled to; where it cannot be used, the error names the member's line. */
    <T> T compiled(String key, Supplier<T> compiler) {
        try {
            return compiler.get();
        } catch (IllegalArgumentException e) {
            throw invalid(key, e.getMessage());
        }
    }

    boolean isMapping(String key) {
        return members.get(key) instanceof MappingNode;
    }

    boolean isList(String key) {
        return members.get(key) instanceof SequenceNode;
    }

    YamlSection section(String key) {
        Node node = members.get(key);
        return new YamlSection(file, lineOf(node), node, "'" + key + "'", leftOut);
    }

    List<YamlSection> sections(String key) {
        if (!(members.get(key) instanceof SequenceNode sequence)) {
            throw invalid(key, "'" + key + "' has to be a list");
        }
        return sequence.getValue().stream()
                .map(element ->
                        new YamlSection(file, lineOf(element), element, "each element of '" + key + "'", leftOut))
                .toList();
    }

    InvalidProfile invalid(String key, String reason) {
        Node node = members.get(key);
        return new InvalidProfile(file, node == null ? line : lineOf(node), reason, node);
    }

    /** The text of a file in the folder of this one, whether that is on disk or built in; null where there is none. */
    String sibling(String name) {
        java.nio.file.Path here = java.nio.file.Path.of(file);
        try {
            if (Files.isRegularFile(here)) {
                java.nio.file.Path beside = here.resolveSibling(name);
                return Files.isRegularFile(beside) ? Files.readString(beside) : null;
            }
            return BuiltInProfiles.text(name);
        } catch (IOException e) {
            return null;
        }
    }

    private String scalar(Node node, String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw new InvalidProfile(file, lineOf(node), what + " has to be a text");
    }

    private static int lineOf(Node node) {
        return lineOf(node.getStartMark());
    }

    private static int lineOf(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }
}
