package io.mailbridge.trace;

import io.opentelemetry.context.Context;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/** Finds the trace of each request when its route begins, and keeps it on the exchange, whatever thread the rest runs on. */
final class RequestTrace implements RoutePolicyFactory {
    private static final String PROPERTY = "mailbridge.trace";

    private final Finder finder;

    RequestTrace(Finder finder) {
        this.finder = finder;
    }

    /** Finds the trace of a request, or null where it has none. */
    interface Finder {
        Context find(Exchange exchange);
    }

    /** The trace of the request that this exchange is for, or null. */
    static Context of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Context.class);
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode definition) {
        boolean requests = definition instanceof RouteDefinition route
                && route.getInput().getEndpointUri().startsWith("platform-http");
        return requests ? new AtBegin() : null;
    }

    private final class AtBegin extends RoutePolicySupport {
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            Context found = finder.find(exchange);
            if (found != null) {
                exchange.setProperty(PROPERTY, found);
            }
        }
    }
}
