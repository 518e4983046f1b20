package io.mailbridge.engine;

import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.impl.engine.DefaultChannel;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.ManagementInterceptStrategy.InstrumentationProcessor;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.EventHelper;
import org.apache.camel.support.LoggerHelper;

/**
 * What is between two steps of a route. Camel's own makes a task and a list of states for each step, and puts what follows
 * into a queue, for advice that a running bridge has none of (docs/adr/0019). This one notes the step on the exchange and calls
 * it. Where there is anything else to do (counters of steps, a debugger, a tracer, stream caching, a delay, a transaction, a
 * forced shutdown), Camel's own way is taken.
 */
final class LeanChannel extends DefaultChannel {
    private final CamelContext context;
    private final ShutdownStrategy shutdown;
    private int furtherAdvice;
    private boolean plain;
    private String id;
    private String label;
    private String source;

    LeanChannel(CamelContext context) {
        super(context);
        this.context = context;
        this.shutdown = context.getShutdownStrategy();
    }

    @Override
    public void initChannel(
            Route route,
            NamedNode definition,
            NamedNode child,
            List<InterceptStrategy> interceptors,
            Processor next,
            NamedRoute routeDefinition,
            boolean first)
            throws Exception {
        super.initChannel(route, definition, child, interceptors, next, routeDefinition, first);
        NamedNode step = child == null ? definition : child;
        id = step.getId();
        label = step.getLabel();
        source = LoggerHelper.getLineNumberLoggerName(step);
    }

    @Override
    public void addAdvice(CamelInternalProcessorAdvice<?> advice) {
        super.addAdvice(advice);
        if (!(advice instanceof NodeHistoryAdvice)) {
            furtherAdvice++;
        }
    }

    /** Whether steps are counted is decided at the start (docs/tuning.md); else their counters are there, and never count. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        boolean uncounted = getAdvice(InstrumentationProcessor.class) != null && !countsSteps();
        plain = furtherAdvice == (uncounted ? 1 : 0);
    }

    private boolean countsSteps() {
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        return agent != null && agent.getStatisticsLevel().isDefaultOrExtended();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (!plain || exchange.isRouteStop() || exchange.isTransacted() || shutdown.isForceShutdown()) {
            return super.process(exchange, callback);
        }
        UnitOfWork work = exchange.getUnitOfWork();
        if (work != null && work.isBeforeAfterProcess()) {
            return super.process(exchange, callback);
        }
        // not taken back afterwards: the next step notes itself
        ExchangeExtension notes = exchange.getExchangeExtension();
        notes.setHistoryNodeId(id);
        notes.setHistoryNodeLabel(label);
        notes.setHistoryNodeSource(source);
        boolean sync = getProcessor().process(exchange, callback);
        if (!sync) {
            EventHelper.notifyExchangeAsyncProcessingStartedEvent(context, exchange);
        }
        return sync;
    }
}
