package io.mailbridge.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Replaces all running routes. All, since a route configuration, a bean or a SQL file of one file is part of the routes
 * of others. Camel's own reload removes the old ones before it knows whether it can read the new ones.
 */
final class RouteExchange {
    private static final String DIRECT = "direct";

    private final DefaultCamelContext context;
    private final Path home;

    RouteExchange(DefaultCamelContext context, Path home) {
        this.context = context;
        this.home = home;
    }

    /** @throws Exception where the new ones cannot be made or started; then none or some of them run */
    void run(HomeFiles files) throws Exception {
        removeAll();
        // all are added before the first one starts: a timer could call one that is missing
        context.setAutoStartup(false);
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(resources(files));
        } finally {
            context.setAutoStartup(true);
        }
        List<Route> routes = new ArrayList<>(context.getRoutes());
        routes.sort((one, other) -> Integer.compare(rank(one), rank(other)));
        for (Route route : routes) {
            if (route.isAutoStartup()) {
                context.startRoute(route.getRouteId(), LoggingLevel.DEBUG);
            }
        }
    }

    private void removeAll() throws Exception {
        // called routes are stopped last: a batch of the replay still finds send-to-kafka
        List<Route> routes = new ArrayList<>(context.getRoutes());
        routes.sort((one, other) -> Integer.compare(rank(other), rank(one)));
        for (Route route : routes) {
            context.stopRoute(route.getRouteId(), LoggingLevel.DEBUG);
        }
        context.getRouteController().removeAllRoutes();
        context.removeRouteDefinitions(List.copyOf(context.getRouteDefinitions()));
        for (var configuration : List.copyOf(context.getRouteConfigurationDefinitions())) {
            context.removeRouteConfiguration(configuration);
        }
        context.removeRouteTemplateDefinitions("*");
        context.getEndpointRegistry().clear();
    }

    /** Called routes first, then timers, then what takes requests. */
    private static int rank(Route route) {
        if (route.getEndpoint() instanceof PlatformHttpEndpoint) {
            return 2;
        }
        return route.getEndpoint().getEndpointUri().startsWith(DIRECT) ? 0 : 1;
    }

    /** From the texts that were checked, even if the files have changed since. */
    private List<Resource> resources(HomeFiles files) {
        List<Resource> resources = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.texts().entrySet()) {
            if (HomeFiles.isRoute(file.getKey())) {
                resources.add(ResourceHelper.fromBytes("file:" + home.resolve(file.getKey()), file.getValue()));
            }
        }
        return resources;
    }
}
