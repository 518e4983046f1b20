package io.mailbridge.webhook;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/**
 * Passes over adapt-events while it is as shipped: calling a route that does nothing costs a request 7 % of its CPU,
 * and nobody should pay for what they do not use. An edited or stopped one, and one that is traced, is called.
 */
public final class AdaptationCall implements InterceptStrategy {
    /** Bean of the step that adapt-events ships with. */
    static final String AS_THEY_ARE = "asTheyAre";

    private static final String ROUTE = "adapt-events";

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return definition instanceof ToDefinition to && ("direct:" + ROUTE).equals(to.getUri())
                ? new Call(context, AsyncProcessorConverterHelper.convert(target))
                : target;
    }

    /** A route that was started, until it is stopped. */
    private record Seen(StatefulService consumer, boolean isIdle) {}

    private static final class Call implements WrappedStep {
        private final CamelContext context;
        private final AsyncProcessor target;
        private volatile Seen seen;

        Call(CamelContext context, AsyncProcessor target) {
            this.context = context;
            this.target = target;
        }

        @Override
        public Processor target() {
            return target;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Seen now = seen;
            if (now == null || !now.consumer().isStarted()) {
                now = resolve();
                seen = now;
            }
            if (now == null || !now.isIdle()) {
                return target.process(exchange, callback);
            }
            callback.done(true);
            return true;
        }

        /** Null while no route of the name runs: the call says so. */
        private Seen resolve() {
            Route route = context.getRoute(ROUTE);
            if (route == null || !(route.getConsumer() instanceof StatefulService consumer) || !consumer.isStarted()) {
                return null;
            }
            // not the route's own, which Camel drops after the start
            RouteDefinition definition = context.getCamelContextExtension()
                    .getContextPlugin(Model.class)
                    .getRouteDefinition(ROUTE);
            boolean idle = definition != null
                    && definition.getOutputs().stream().allMatch(Call::doesNothing)
                    && !context.isTracing();
            return new Seen(consumer, idle);
        }

        private static boolean doesNothing(Object step) {
            return step instanceof ProcessDefinition process && AS_THEY_ARE.equals(process.getRef());
        }
    }
}
