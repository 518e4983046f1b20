package io.mailbridge.check;

import io.mailbridge.settings.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds every missing bean and file that the options of a route file name; Camel reports one for each step. */
final class References {
    private static final Pattern MARKED =
            Pattern.compile("#(?!(class|type|valueAs|property|autowired|\\w+:))(bean:)?[\\w.-]+");
    private static final Set<String> OPTIONS = Set.of("aggregationStrategy", "executorService");

    private static final String FILE = "file:";

    private final CamelContext context;
    private final Names names;
    private final Mistakes mistakes;

    References(CamelContext context, Mistakes mistakes) {
        this.context = context;
        this.names = new Names(context);
        this.mistakes = mistakes;
    }

    void check(RouteFile file, Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> check(file, element));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple member : mapping.getValue()) {
                String key = member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                if (key.equals("parameters") && member.getValueNode() instanceof MappingNode parameters) {
                    parameters.getValue().forEach(parameter -> {
                        checkValue(file, parameter.getValueNode());
                        checkFile(file, parameter.getValueNode());
                    });
                } else if (OPTIONS.contains(key)) {
                    checkValue(file, member.getValueNode());
                } else {
                    check(file, member.getValueNode());
                }
            }
        }
    }

    /** For example a statement in routes/sql; what it is written into instead of read is given without the mark. */
    private void checkFile(RouteFile file, Node node) {
        if (!(node instanceof ScalarNode scalar) || !scalar.getValue().startsWith(FILE)) {
            return;
        }
        Path path;
        try {
            path = Path.of(
                    context.resolvePropertyPlaceholders(scalar.getValue()).substring(FILE.length()));
        } catch (IllegalArgumentException e) {
            // a placeholder that is not defined is a mistake of its own
            return;
        }
        if (!Files.exists(path)) {
            String[] others =
                    path.getParent() == null ? null : path.getParent().toFile().list();
            mistakes.add(
                    file.name(),
                    scalar.getStartMark().orElseThrow().getLine() + 1,
                    "there is no file " + path,
                    others == null ? null : NearestName.of(path.getFileName().toString(), List.of(others)));
        }
    }

    private void checkValue(RouteFile file, Node node) {
        if (node instanceof ScalarNode scalar
                && MARKED.matcher(scalar.getValue()).matches()
                && names.bean(scalar.getValue()) == null) {
            String name = Names.plain(scalar.getValue());
            mistakes.add(
                    file.name(),
                    scalar.getStartMark().orElseThrow().getLine() + 1,
                    Names.noBean(name),
                    names.nearestBean(name));
        }
    }
}
