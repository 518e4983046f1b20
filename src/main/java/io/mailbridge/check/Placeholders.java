package io.mailbridge.check;

import io.mailbridge.settings.NearestName;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds every {{key}} of a route file that no setting defines; Camel reports one for each step. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}:?!]+)}}");
    private static final Set<String> FOR_PEOPLE = Set.of("description", "note", "title");

    private final Predicate<String> defined;
    private final Collection<String> keys;
    private final Mistakes mistakes;

    /** @param all keys, to suggest the nearest one */
    Placeholders(Predicate<String> defined, Collection<String> keys, Mistakes mistakes) {
        this.defined = defined;
        this.keys = keys;
        this.mistakes = mistakes;
    }

    void check(RouteFile file, Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> check(file, element));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple member : mapping.getValue()) {
                boolean forPeople =
                        member.getKeyNode() instanceof ScalarNode key && FOR_PEOPLE.contains(key.getValue());
                if (!forPeople) {
                    check(file, member.getValueNode());
                }
            }
        } else if (node instanceof ScalarNode scalar) {
            Matcher matcher = PLACEHOLDER.matcher(scalar.getValue());
            while (matcher.find()) {
                check(file, scalar, matcher.group(1).trim());
            }
        }
    }

    private void check(RouteFile file, ScalarNode scalar, String key) {
        if (!defined.test(key)) {
            int line = scalar.getStartMark().orElseThrow().getLine() + 1;
            mistakes.add(file.name(), file.lineOf(key, line), undefined(key), NearestName.of(key, keys));
        }
    }

    static String undefined(String key) {
        return "{{" + key + "}} is not defined";
    }
}
