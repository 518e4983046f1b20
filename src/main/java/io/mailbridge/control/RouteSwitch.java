package io.mailbridge.control;

import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops routes, with a reason in the log. */
public final class RouteSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(RouteSwitch.class);

    private final CamelContext context;

    private final Steps steps;

    public RouteSwitch(CamelContext context, Steps steps) {
        this.context = context;
        this.steps = steps;
    }

    /** What can be done with a route. */
    public enum Turn {
        START,
        STOP,
        SUSPEND,
        RESUME
    }

    /** Returns when it is done, or after the wait: a stop waits for what is in flight. */
    public Step turn(Turn turn, String route, Order order, long waitMillis) throws NotDone {
        if (context.getRoute(route) == null) {
            throw new NotDone(404, "There is no such route.");
        }
        String name = turn.name().toLowerCase(Locale.ROOT) + "-route " + route;
        return steps.take(name, order, waitMillis, step -> turn(turn, route, order));
    }

    private String turn(Turn turn, String route, Order order) throws Exception {
        RouteController routes = context.getRouteController();
        switch (turn) {
            case START -> routes.startRoute(route);
            case STOP -> routes.stopRoute(route);
            case SUSPEND -> routes.suspendRoute(route);
            case RESUME -> routes.resumeRoute(route);
            default -> throw new IllegalArgumentException(turn.name());
        }
        String done =
                "Route " + route + " is " + routes.getRouteStatus(route).name().toLowerCase(Locale.ROOT);
        LOG.warn("audit: {}, by {}, reason: {}", done, order.who(), order.reason());
        return done + ".";
    }
}
