package io.mailbridge;

import com.zaxxer.hikari.HikariDataSource;
import io.mailbridge.buffer.BufferMigration;
import io.mailbridge.console.CatchClauses;
import io.mailbridge.console.Console;
import io.mailbridge.console.ExchangeMetrics;
import io.mailbridge.console.SharedDescriptions;
import io.mailbridge.engine.LeanChannels;
import io.mailbridge.engine.LeanReactiveExecutor;
import io.mailbridge.http.WebhookServer;
import io.mailbridge.publish.AsyncCircuitBreakers;
import io.mailbridge.source.Sources;
import io.mailbridge.trace.Tracing;
import io.mailbridge.webhook.AdaptationCall;
import io.mailbridge.webhook.EndpointAnswers;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.Model;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.InternalProcessorFactory;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.support.EventHelper;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens around Camel's start and stop: the door is placed and opened, and a signal ends cleanly. */
final class BridgeLifecycle extends MainListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeLifecycle.class);

    /** Kubernetes and the contract give 20 s. */
    private static final long STOP_LIMIT_MS = 18_500;

    private final Main main;
    private final WebhookServer server;
    private final Console console;
    private final ExchangeMetrics exchanges;
    private final Tracing tracing;
    private final Sources sources;
    private final HikariDataSource dataSource;
    private final BufferMigration migration;

    BridgeLifecycle(
            Main main,
            WebhookServer server,
            Console console,
            ExchangeMetrics exchanges,
            Tracing tracing,
            Sources sources,
            HikariDataSource dataSource,
            BufferMigration migration) {
        this.main = main;
        this.server = server;
        this.console = console;
        this.exchanges = exchanges;
        this.tracing = tracing;
        this.sources = sources;
        this.dataSource = dataSource;
        this.migration = migration;
    }

    /** Has the door placed as soon as the webhooks' server has started: without it a sender is answered 404. */
    @Override
    public void beforeConfigure(BaseMainSupport camel) {
        CamelContext context = camel.getCamelContext();
        extend(context);
        context.getCamelContextExtension().setManagementMBeanAssembler(new SharedDescriptions(context));
        tracing.start(context);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onServiceAdd(CamelContext context, Service service, Route route) {
                if (service instanceof MainHttpServer webhooks) {
                    server.tls().require(webhooks);
                } else if (service instanceof ManagementHttpServer management) {
                    console.guard(management);
                    addDoor(context);
                }
            }
        });
    }

    /** Extends Camel with what every route is made with. */
    static void extend(CamelContext context) {
        context.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, new AsyncCircuitBreakers());
        context.getCamelContextExtension().addContextPlugin(InternalProcessorFactory.class, new LeanChannels());
        context.getCamelContextExtension().setReactiveExecutor(new LeanReactiveExecutor());
        context.getCamelContextExtension().addInterceptStrategy(new AdaptationCall());
        context.getCamelContextExtension().addInterceptStrategy(new EndpointAnswers());
        context.getCamelContextExtension().addInterceptStrategy(new ErrorCatcher());
        context.getCamelContextExtension().getContextPlugin(Model.class).addModelLifecycleStrategy(new CatchClauses());
    }

    /** Early services start in the order they were added in, the HTTP servers among them. */
    private void addDoor(CamelContext context) {
        Service door = new ServiceSupport() {
            @Override
            protected void doStart() {
                server.placeDoor(context);
            }
        };
        try {
            context.addService(door, false, true);
        } catch (Exception e) {
            throw new IllegalStateException("The door cannot be placed", e);
        }
    }

    @Override
    public void afterStart(BaseMainSupport camel) {
        console.refuseUnguarded();
        server.tls().refusePlainText();
        dismissNotifiers(camel.getCamelContext());
        exchanges.show(camel.getCamelContext());
        server.open(camel.getCamelContext());
        Thread runner = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(runner), "stop"));
        if (sources.names().isEmpty()) {
            LOG.warn("No bridge.sources.* is configured: every webhook is answered 404");
        }
        LOG.info("Taking webhooks, sources: {}", String.join(", ", sources.names()));
    }

    /**
     * They have reported the start, and every asynchronous step of a request would ask each of them whether it listens.
     */
    private static void dismissNotifiers(CamelContext context) {
        ManagementStrategy management = context.getManagementStrategy();
        List.copyOf(management.getEventNotifiers()).stream()
                .filter(EventNotifier::isIgnoreExchangeEvents)
                .forEach(management::removeEventNotifier);
        context.getCamelContextExtension().setEventNotificationApplicable(EventHelper.eventsApplicable(context));
    }

    /** Runs on SIGTERM and SIGINT: Camel finishes what is in flight, then the process ends with status 0. */
    private void stop(Thread runner) {
        LOG.info("Stopping: requests in flight are finished");
        main.completed();
        try {
            runner.join(STOP_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("Stopped");
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void afterStop(BaseMainSupport camel) {
        migration.close();
        dataSource.close();
        tracing.stop();
    }
}
