package io.mailbridge.http;

import io.mailbridge.loop.NonBlocking;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.dataformat.JsonDataFormat;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether no step on the way of a request can wait, so that it may run on its event loop. A step of ours says so itself
 * ({@link NonBlocking}); Camel's own are known by what they do. All else may wait: what an engineer adds, policies, delays,
 * error handlers that try again. Looked at anew when routes have changed.
 */
final class NonBlockingRoutes extends LifecycleStrategySupport {
    /** Read a value of the exchange, or none at all. */
    private static final Set<String> LANGUAGES = Set.of("exchangeProperty", "header", "variable", "constant");

    private static final Logger LOG = LoggerFactory.getLogger(NonBlockingRoutes.class);

    private final CamelContext context;
    private final Supplier<String> first;
    private volatile Boolean known;

    /** @param first id of the route that a request begins with; known when the route has started */
    NonBlockingRoutes(CamelContext context, Supplier<String> first) {
        this.context = context;
        this.first = first;
        context.addLifecycleStrategy(this);
    }

    /** No more calls. */
    void forget() {
        context.getLifecycleStrategies().remove(this);
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        known = null;
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        known = null;
    }

    boolean neverWait() {
        Boolean now = known;
        if (now == null) {
            String step = context.isTracing() ? "each, which is traced" : waiting(first.get(), new HashSet<>());
            now = step == null;
            known = now;
            if (now) {
                LOG.debug("No step of a request waits: small ones run on their event loop");
            } else {
                LOG.info("Requests get threads of their own, since a step may wait: {}", step);
            }
        }
        return now;
    }

    private Model model() {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** The first step that may wait; null where none may. */
    private String waiting(String route, Set<String> seen) {
        RouteDefinition definition = model().getRouteDefinition(route);
        boolean plain = definition != null
                && definition.getDelayer() == null
                && definition.getRoutePolicyRef() == null
                && definition.getRoutePolicies() == null
                && definition.getErrorHandlerFactory() instanceof NoErrorHandlerDefinition;
        return plain ? waiting(route, definition.getOutputs(), seen) : "all of " + route;
    }

    private String waiting(String route, List<ProcessorDefinition<?>> steps, Set<String> seen) {
        for (ProcessorDefinition<?> step : steps) {
            String found = waiting(route, step, seen);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String waiting(String route, ProcessorDefinition<?> step, Set<String> seen) {
        if (isStructure(step)) {
            String found = waiting(route, step.getOutputs(), seen);
            return found == null ? waitingInFallback(route, step, seen) : found;
        }
        if (step instanceof ToDefinition to && to.getUri().startsWith("direct:")) {
            return seen.add(to.getUri()) ? waiting(routeFrom(to.getUri()), seen) : null;
        }
        return neverWaits(step) ? null : step.getShortName() + " " + step.getId() + " of " + route;
    }

    private String waitingInFallback(String route, Object step, Set<String> seen) {
        return step instanceof CircuitBreakerDefinition breaker && breaker.getOnFallback() != null
                ? waiting(route, breaker.getOnFallback().getOutputs(), seen)
                : null;
    }

    private String routeFrom(String uri) {
        return model().getRouteDefinitions().stream()
                .filter(route -> uri.equals(route.getInput().getEndpointUri()))
                .map(RouteDefinition::getRouteId)
                .findFirst()
                .orElse("");
    }

    private boolean neverWaits(Object step) {
        if (step instanceof ProcessDefinition process) {
            return process.getProcessor() instanceof NonBlocking || isNonBlocking(process.getRef());
        }
        if (step instanceof TransactedDefinition transacted) {
            // what is in it runs where its bean decides
            return isNonBlocking(transacted.getRef());
        }
        if (step instanceof ToDefinition to) {
            return to.getUri().startsWith("kafka:")
                    && isNonBlocking(bean(to.getUri(), "kafkaClientFactory"))
                    && "requestThreads".equals(bean(to.getUri(), "workerPool"));
        }
        return step instanceof UnmarshalDefinition unmarshal && unmarshal.getDataFormatType() instanceof JsonDataFormat;
    }

    private static boolean isStructure(Object step) {
        if (step instanceof WhenDefinition || step instanceof FilterDefinition) {
            return LANGUAGES.contains(((ExpressionNode) step).getExpression().getLanguage());
        }
        return step instanceof TryDefinition
                || step instanceof CatchDefinition
                || step instanceof ChoiceDefinition
                || step instanceof OtherwiseDefinition
                || step instanceof CircuitBreakerDefinition;
    }

    private static String bean(String uri, String option) {
        try {
            Map<String, Object> options = URISupport.parseQuery(URISupport.extractQuery(uri));
            return String.valueOf(options.get(option)).replaceFirst("^#(bean:)?", "");
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private boolean isNonBlocking(String bean) {
        return bean != null && context.getRegistry().lookupByName(bean) instanceof NonBlocking;
    }
}
