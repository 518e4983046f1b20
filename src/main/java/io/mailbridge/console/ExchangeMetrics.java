package io.mailbridge.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedCamelContextMBean;
import org.apache.camel.api.management.mbean.ManagedPerformanceCounterMBean;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Shows Camel's counts of exchanges under the names of camel-micrometer, which dashboards and the Camel Monitor Operator
 * read. They are read from JMX when somebody asks; Camel's own policy would cost each exchange, in each route.
 */
public final class ExchangeMetrics extends LifecycleStrategySupport {
    private static final String PREFIX = "camel.exchanges.";

    private final MeterRegistry registry;
    private final Map<String, List<Meter>> ofRoute = new HashMap<>();
    // the registry's own references are weak
    private final Map<String, ManagedPerformanceCounterMBean> counts = new HashMap<>();

    public ExchangeMetrics(MeterRegistry registry) {
        this.registry = registry;
        // its unit is one that promtool refuses, and no dashboard reads it
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    }

    /** Of all routes, those that a reload adds later among them; called when Camel has started. */
    public void show(CamelContext context) {
        Gauge.builder("app.info", () -> 1)
                .description("The versions that run")
                .tags("camel.context", context.getName())
                .tags("camel.version", context.getVersion())
                .tags("camel.runtime.provider", "Main", "camel.runtime.version", context.getVersion())
                .register(registry);
        ManagedCamelContextMBean managed = managed(context).getManagedCamelContext();
        if (managed == null) {
            return; // camel.main.jmxEnabled=false
        }
        Tags tags = tags(context, "", "context");
        show("", managed, tags);
        gauge("inflight", "Exchanges that are being processed", managed, tags, all -> all.getExchangesInflight());
        gauge("last.timestamp", "When an exchange last ended, in ms since 1970", managed, Tags.empty(), all -> {
            Date last = all.getLastExchangeCompletedTimestamp();
            return last == null ? 0 : last.getTime();
        });
        onRoutesAdd(context.getRoutes());
        context.addLifecycleStrategy(this);
    }

    @Override
    public synchronized void onRoutesAdd(Collection<Route> routes) {
        for (Route route : routes) {
            var managed = managed(route.getCamelContext()).getManagedRoute(route.getRouteId());
            if (managed != null) {
                Tags tags = tags(route.getCamelContext(), route.getRouteId(), "route");
                List<Meter> meters = show(route.getRouteId(), managed, tags);
                meters.add(gauge(
                        "inflight",
                        "Exchanges that are being processed",
                        managed,
                        tags,
                        one -> one.getExchangesInflight()));
                ofRoute.put(route.getRouteId(), meters);
            }
        }
    }

    @Override
    public synchronized void onRoutesRemove(Collection<Route> routes) {
        for (Route route : routes) {
            ofRoute.getOrDefault(route.getRouteId(), List.of()).forEach(registry::remove);
            ofRoute.remove(route.getRouteId());
            counts.remove(route.getRouteId());
        }
    }

    private List<Meter> show(String owner, ManagedPerformanceCounterMBean count, Tags tags) {
        counts.put(owner, count);
        List<Meter> meters = new ArrayList<>();
        meters.add(counter("total", "Exchanges that have ended", count, tags, one -> one.getExchangesTotal()));
        meters.add(counter(
                "succeeded",
                "Exchanges that ended without a failure",
                count,
                tags,
                one -> one.getExchangesCompleted()));
        meters.add(
                counter("failed", "Exchanges that ended with a failure", count, tags, one -> one.getExchangesFailed()));
        meters.add(counter(
                "failures.handled", "Failures that a route handled", count, tags, one -> one.getFailuresHandled()));
        meters.add(counter(
                "external.redeliveries",
                "Exchanges that another system delivered again",
                count,
                tags,
                one -> one.getExternalRedeliveries()));
        return meters;
    }

    private <T> Meter counter(String name, String description, T count, Tags tags, ToDoubleFunction<T> value) {
        return FunctionCounter.builder(PREFIX + name, count, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private <T> Meter gauge(String name, String description, T count, Tags tags, ToDoubleFunction<T> value) {
        return Gauge.builder(PREFIX + name, count, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private static ManagedCamelContext managed(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
    }

    private static Tags tags(CamelContext context, String route, String event) {
        return Tags.of("camelContext", context.getName(), "kind", "CamelRoute", "routeId", route, "eventType", event);
    }
}
