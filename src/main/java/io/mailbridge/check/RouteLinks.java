package io.mailbridge.check;

import io.mailbridge.settings.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.PatternHelper;

/**
 * What routes name in each other: another route, a configuration. Camel resolves them at the first event, or never; the
 * start checks them here, too, so that a broken link fails the start and not the requests.
 */
public final class RouteLinks {
    private static final String DIRECT = "direct:";

    private final ModelCamelContext context;
    private final Set<String> served;
    private final Set<String> configurations;
    private final Broken broken;

    private RouteLinks(ModelCamelContext context, Broken broken) {
        this.context = context;
        this.broken = broken;
        this.served = context.getRouteDefinitions().stream()
                .map(route -> direct(route.getInput().getEndpointUri()))
                .filter(name -> name != null)
                .collect(Collectors.toCollection(TreeSet::new));
        this.configurations = context.getRouteConfigurationDefinitions().stream()
                .map(RouteConfigurationDefinition::getId)
                .filter(id -> id != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Receives each link that leads nowhere. */
    interface Broken {
        /** @param location the file, as Camel names it */
        void found(String location, int line, String words, String reason, String nearest);
    }

    /** @throws BrokenLink for the first of them */
    public static void refuseBroken(ModelCamelContext context) {
        check(context, (location, line, words, reason, nearest) -> {
            throw new BrokenLink(reason);
        });
    }

    static void check(ModelCamelContext context, Broken broken) {
        RouteLinks links = new RouteLinks(context, broken);
        for (RouteDefinition route : context.getRouteDefinitions()) {
            links.checkConfiguration(route);
            links.checkSteps(route.getOutputs());
        }
        // their steps run, too
        context.getRouteConfigurationDefinitions()
                .forEach(configuration ->
                        configuration.getOnExceptions().forEach(handler -> links.checkSteps(handler.getOutputs())));
    }

    private void checkConfiguration(RouteDefinition route) {
        String ids = route.getRouteConfigurationId();
        for (String id : ids == null || ids.contains("{{") ? new String[0] : ids.split(",")) {
            if (configurations.stream().noneMatch(known -> PatternHelper.matchPattern(known, id.trim()))) {
                broken.found(
                        route.getInput().getLocation(),
                        0,
                        id.trim(),
                        "there is no routeConfiguration '" + id.trim() + "'",
                        NearestName.of(id.trim(), configurations));
            }
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private void checkSteps(List<ProcessorDefinition<?>> outputs) {
        Collection<ProcessorDefinition> steps =
                ProcessorDefinitionHelper.filterTypeInOutputs((List) outputs, ProcessorDefinition.class);
        for (ProcessorDefinition<?> step : steps) {
            if (Boolean.parseBoolean(step.getDisabled())) {
                continue;
            }
            if (step instanceof EndpointRequiredDefinition sending) {
                checkDirect(step, sending.getEndpointUri());
            } else if (step instanceof ToDynamicDefinition sending) {
                checkDirect(step, sending.getUri());
            }
        }
    }

    private void checkDirect(ProcessorDefinition<?> step, String uri) {
        String name = direct(uri);
        if (name != null && !name.contains("${") && !served.contains(name)) {
            broken.found(
                    step.getLocation(),
                    step.getLineNumber(),
                    DIRECT + name,
                    "no route is entered by direct:" + name,
                    prefixed(NearestName.of(name, served)));
        }
    }

    private static String prefixed(String name) {
        return name == null ? null : DIRECT + name;
    }

    /** The name after direct:, or null for another endpoint or one that needs no route. */
    private String direct(String uri) {
        if (uri == null || !uri.contains(DIRECT) && !uri.startsWith("{{")) {
            return null;
        }
        try {
            String resolved = context.resolvePropertyPlaceholders(uri);
            return resolved.contains("failIfNoConsumers=false") || !resolved.startsWith(DIRECT)
                    ? null
                    : resolved.substring(DIRECT.length())
                            .replaceFirst("^//", "")
                            .replaceFirst("\\?.*", "");
        } catch (IllegalArgumentException e) {
            // a placeholder that is not defined is a mistake of its own
            return null;
        }
    }

    /** A link with which requests would fail. */
    public static final class BrokenLink extends RuntimeException {
        BrokenLink(String message) {
            super(message);
        }
    }
}
