package io.mailbridge.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Loads route files one by one, so that a broken one does not keep the others from being checked. */
final class RouteLoading {
    /** As javac writes it; the path before it is one of its own. */
    private static final Pattern COMPILER =
            Pattern.compile("(\\w+\\.java):(\\d+): error: ([^\\n]*)((?:\\n(?!.*\\.java:\\d+:).*)*)");

    private static final Pattern SYMBOL = Pattern.compile("symbol: +([^\\n]+)");

    private final CamelContext context;
    private final Mistakes mistakes;
    private final List<RouteFile> broken = new ArrayList<>();
    private final Set<String> mended = new HashSet<>();
    private RouteSchema schema;

    RouteLoading(CamelContext context, Mistakes mistakes) {
        this.context = context;
        this.mistakes = mistakes;
    }

    /** Files that could not be loaded completely: what they hold is not known. */
    List<RouteFile> broken() {
        return broken;
    }

    /** Camel takes the configurations of all files before the first route. */
    void load(List<RouteFile> files) {
        Map<RoutesBuilder, RouteFile> builders = new LinkedHashMap<>();
        loadJava(files.stream().filter(RouteFile::isJava).toList(), builders);
        for (RouteFile file : files) {
            if (!file.isJava() && file.yaml(mistakes) == null) {
                broken.add(file);
            } else if (!file.isJava()) {
                builder(file, builders);
            }
        }
        List<RoutesBuilder> loaded = new ArrayList<>(builders.keySet());
        for (RoutesBuilder builder : loaded) {
            add(builder, builders, made -> {
                if (made instanceof RouteConfigurationsBuilder configurations) {
                    context.addRoutesConfigurations(configurations);
                }
            });
        }
        for (RoutesBuilder builder : List.copyOf(builders.keySet())) {
            add(builder, builders, context::addRoutes);
        }
    }

    private void loadJava(List<RouteFile> files, Map<RoutesBuilder, RouteFile> builders) {
        if (files.isEmpty()) {
            return;
        }
        try {
            // together, as one may use another
            Collection<Resource> resources =
                    files.stream().map(RouteLoading::resource).toList();
            for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context).findRoutesBuilders(resources)) {
                String source = builder.getClass().getSimpleName() + ".java";
                RouteFile file = files.stream()
                        .filter(candidate -> candidate.name().endsWith("/" + source))
                        .findFirst()
                        .orElse(files.get(0));
                builders.put(builder, file);
            }
        } catch (Exception e) {
            broken.addAll(files);
            addCompilerMessages(e, files);
        }
    }

    private void addCompilerMessages(Exception failure, List<RouteFile> files) {
        int before = mistakes.size();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher matcher = COMPILER.matcher(String.valueOf(cause.getMessage()));
            while (matcher.find()) {
                Matcher symbol = SYMBOL.matcher(matcher.group(4));
                String what = symbol.find() ? matcher.group(3) + ": " + symbol.group(1) : matcher.group(3);
                mistakes.add("routes/" + matcher.group(1), Integer.parseInt(matcher.group(2)), what, null);
            }
        }
        if (mistakes.size() == before) {
            boolean jdk = ToolProvider.getSystemJavaCompiler() != null;
            String why = jdk ? Failures.innermost(failure) : "needs a JDK to be compiled; this Java is not one";
            files.forEach(file -> mistakes.add(file.name(), 1, why, null));
        }
    }

    private RoutesBuilder builder(RouteFile file, Map<RoutesBuilder, RouteFile> builders) {
        try {
            Collection<RoutesBuilder> made =
                    PluginHelper.getRoutesLoader(context).findRoutesBuilders(resource(file));
            made.forEach(builder -> builders.put(builder, file));
            return made.isEmpty() ? null : made.iterator().next();
        } catch (Exception e) {
            broken.add(file);
            addYamlMessage(file, e);
            return null;
        }
    }

    private void add(RoutesBuilder builder, Map<RoutesBuilder, RouteFile> builders, Adding adding) {
        RouteFile file = builders.get(builder);
        try {
            adding.add(builder);
        } catch (Exception e) {
            builders.remove(builder);
            RouteFile rest = mended.add(file.name()) ? withoutUnknownNames(file) : null;
            RoutesBuilder again = rest == null ? null : builder(rest, builders);
            if (again == null) {
                broken.add(file);
                addYamlMessage(file, e);
            } else {
                add(again, builders, adding);
            }
        }
    }

    /** The file without the names that the schema does not know, which are mistakes; null where it knows all. */
    private RouteFile withoutUnknownNames(RouteFile file) {
        Node root = file.isJava() ? null : file.yaml(mistakes);
        if (root == null) {
            return null;
        }
        if (schema == null) {
            schema = new RouteSchema();
        }
        int before = mistakes.size();
        Blanks blanks = new Blanks(file);
        schema.check(root, (parent, member, reason, nearest) -> {
            int line = member.getKeyNode().getStartMark().orElseThrow().getLine() + 1;
            mistakes.add(file.name(), line, reason, nearest);
            blanks.take(parent, member);
        });
        return mistakes.size() == before ? null : file.with(blanks.text());
    }

    private void addYamlMessage(RouteFile file, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException marked
                    && marked.getProblemMark().isPresent()) {
                mistakes.add(file.name(), marked.getProblemMark().get().getLine() + 1, marked.getProblem(), null);
                return;
            }
        }
        // one without a message is about what was blanked out
        if (!mistakes.isIn(file.name()) || !Failures.innermost(failure).endsWith("Exception")) {
            mistakes.add(file.name(), 1, Failures.innermost(failure), null);
        }
    }

    private static Resource resource(RouteFile file) {
        return ResourceHelper.fromBytes(file.location(), file.text().getBytes(StandardCharsets.UTF_8));
    }

    private interface Adding {
        void add(RoutesBuilder builder) throws Exception;
    }
}
