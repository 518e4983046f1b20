package io.mailbridge.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.NamedNode;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.reifier.RouteReifier;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.support.PluginHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds what is wrong in the files of routes/, by making every step as the start makes it. */
final class RouteCheck {
    private final ModelCamelContext context;
    private final Mistakes mistakes;
    private final Collection<String> keys;
    private final List<RouteFile> files;
    private final StepFailures failures;

    /**
     * @param context has the beans of the start and no routes yet
     * @param keys of the settings
     */
    RouteCheck(ModelCamelContext context, Path home, Collection<String> keys, Mistakes mistakes) {
        this.context = context;
        this.mistakes = mistakes;
        this.keys = keys;
        this.files = files(home);
        this.failures = new StepFailures(context, keys, mistakes);
    }

    private List<RouteFile> files(Path home) {
        List<RouteFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(home.resolve("routes").toRealPath())) {
            for (Path path : all.sorted().toList()) {
                if (path.toString().matches(".*\\.(yaml|java)")) {
                    files.add(RouteFile.read(home, path));
                } else if (path.toString().matches(".*\\.(yml|xml)")) {
                    mistakes.add(
                            "routes/" + path.getFileName(), 0, "is not loaded: routes end with .yaml or .java", null);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    void run() throws Exception {
        if (files.stream().allMatch(RouteFile::isJava)) {
            mistakes.add("routes", 0, "holds no *.yaml", null);
        }
        RouteLoading loading = new RouteLoading(context, mistakes);
        RouteIds ids = new RouteIds();
        context.addModelLifecycleStrategy(ids);
        loading.load(files);
        for (Map.Entry<RouteDefinition, RouteDefinition> repeated :
                ids.repeated().entrySet()) {
            addRepeated(repeated.getKey(), repeated.getValue());
        }
        checkValues();
        RouteLinks.check(context, (location, line, words, reason, nearest) -> {
            boolean unknown = words.startsWith("direct:")
                    && loading.broken().stream().anyMatch(other -> other.text().contains(words));
            // a file that could not be read may hold what is missed
            if (!unknown) {
                add(location, line, words, reason, nearest);
            }
        });
        makeSteps();
    }

    private void checkValues() {
        Placeholders placeholders = new Placeholders(
                key -> context.getPropertiesComponent().resolveProperty(key).isPresent(), keys, mistakes);
        References references = new References(context, mistakes);
        OptionValues values = new OptionValues(context, mistakes);
        for (RouteFile file : files) {
            Node root = file.isJava() || mistakes.says(file.name(), "not YAML") ? null : file.yaml(mistakes);
            if (root != null) {
                placeholders.check(file, root);
                references.check(file, root);
                values.check(file, root);
            }
        }
    }

    /** The first one was replaced by the other, and is checked all the same. */
    private void addRepeated(RouteDefinition again, RouteDefinition first) throws Exception {
        RouteFile file = file(again.getInput().getLocation());
        RouteFile other = file(first.getInput().getLocation());
        add(
                again.getInput().getLocation(),
                file == null ? 0 : file.lineOf(again.getRouteId(), 1),
                again.getRouteId(),
                "the route id '" + again.getRouteId() + "' is taken by a route in "
                        + (other == null ? "another file" : other.name()),
                null);
        first.setId(first.getRouteId() + "-before");
        context.addRouteDefinition(first);
    }

    /** Nothing of it runs: steps are made and thrown away. */
    private void makeSteps() throws Exception {
        ProcessorFactory steps = PluginHelper.getProcessorFactory(context);
        context.getCamelContextExtension()
                .addContextPlugin(ProcessorFactory.class, new CollectingSteps(steps, this::addStep));
        for (RouteDefinition route : List.copyOf(context.getRouteDefinitions())) {
            replaceBrokenInput(route);
            try {
                new RouteReifier(context, route).createRoute();
            } catch (Exception e) {
                addStep(route.getInput(), e);
            }
        }
    }

    /** So that the steps are checked, too. */
    private void replaceBrokenInput(RouteDefinition route) {
        FromDefinition input = route.getInput();
        try {
            context.getEndpoint(input.getEndpointUri());
        } catch (Exception e) {
            addStep(input, e);
            input.setUri("direct:" + route.getRouteId() + "-without-input");
        }
    }

    private void addStep(NamedNode step, Exception failure) {
        if (step instanceof ProcessorDefinition<?> definition && definition.getLocation() == null) {
            RouteDefinition route = ProcessorDefinitionHelper.getRoute(definition);
            ProcessorDefinitionHelper.prepareSourceLocation(route == null ? null : route.getResource(), definition);
        }
        RouteFile file = file(step.getLocation());
        if (file == null) {
            mistakes.add("routes", 0, String.valueOf(failure.getMessage()), null);
        } else {
            int line = line(file, step);
            failures.add(file, line, failure);
            if (step instanceof EndpointRequiredDefinition sending) {
                failures.addUnknownOptions(file, line, sending.getEndpointUri());
            }
        }
    }

    /** Camel reports a step that is written in braces one line too high. */
    private static int line(RouteFile file, NamedNode step) {
        int line = Math.max(1, step.getLineNumber());
        String key = step.getShortName() + ":";
        boolean above = line < file.lines().size()
                && !file.lines().get(line - 1).contains(key)
                && file.lines().get(line).contains(key);
        return above ? line + 1 : line;
    }

    private void add(String location, int line, String words, String reason, String nearest) {
        RouteFile file = file(location);
        if (file == null) {
            mistakes.add("routes", 0, reason, nearest);
        } else {
            mistakes.add(file.name(), file.lineOf(words, line), reason, nearest);
        }
    }

    private RouteFile file(String location) {
        return files.stream().filter(file -> file.isAt(location)).findFirst().orElse(null);
    }
}
