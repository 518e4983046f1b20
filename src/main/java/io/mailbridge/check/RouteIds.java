package io.mailbridge.check;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;

/**
 * Notes the ids of routes as they are loaded: Camel replaces a route by a later one with the same id without a word.
 */
final class RouteIds extends ModelLifecycleStrategySupport {
    private final Map<String, RouteDefinition> first = new HashMap<>();
    private final Map<RouteDefinition, RouteDefinition> repeated = new LinkedHashMap<>();

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        RouteDefinition before = route.getRouteId() == null ? null : first.putIfAbsent(route.getRouteId(), route);
        if (before != null) {
            repeated.put(route, before);
        }
    }

    /** The later ones, and the first of the same id. */
    Map<RouteDefinition, RouteDefinition> repeated() {
        return repeated;
    }
}
