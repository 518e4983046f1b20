package io.mailbridge.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;

/** The routes, with their counters of JMX. */
final class RouteFigures {
    private static final String RECEIVING = "receive-webhook";
    private static final String REPLAY = "replay-events";

    private final CamelContext context;

    RouteFigures(CamelContext context) {
        this.context = context;
    }

    /** True while webhooks are taken. */
    boolean isTaking() {
        return status(RECEIVING) == ServiceStatus.Started;
    }

    /** running, paused or stopped. */
    String replay() {
        ServiceStatus status = status(REPLAY);
        if (status == ServiceStatus.Started) {
            return "running";
        }
        return status == ServiceStatus.Suspended ? "paused" : "stopped";
    }

    void put(ArrayNode routes) {
        ManagedCamelContext managed = context.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        for (Route route : context.getRoutes()) {
            ObjectNode shown = routes.addObject()
                    .put("id", route.getRouteId())
                    .put("description", route.getDescription())
                    .put("note", route.getNote())
                    .put("state", String.valueOf(status(route.getRouteId())));
            ManagedRouteMBean counts = managed == null ? null : managed.getManagedRoute(route.getRouteId());
            if (counts != null) {
                put(shown, counts);
            }
        }
    }

    private static void put(ObjectNode shown, ManagedRouteMBean counts) {
        try {
            shown.put("exchanges", counts.getExchangesTotal())
                    .put("failed", counts.getExchangesFailed())
                    .put("inflight", counts.getExchangesInflight());
        } catch (Exception e) {
            // a reload takes the route out at this moment
            shown.putNull("exchanges").putNull("failed").putNull("inflight");
        }
    }

    private ServiceStatus status(String route) {
        return context.getRouteController().getRouteStatus(route);
    }
}
