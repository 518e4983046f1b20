package io.mailbridge;

import com.zaxxer.hikari.HikariDataSource;
import io.mailbridge.buffer.BufferMigration;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.webhook.Sources;
import io.mailbridge.webhook.WebhookSteps;
import io.vertx.core.http.HttpServer;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens around Camel's start and stop: ports are checked, the door is hung and opened, a signal ends cleanly. */
final class BridgeLifecycle extends MainListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeLifecycle.class);

    /** Kubernetes and the contract give 20 s. */
    private static final long STOP_LIMIT_MS = 18_500;

    private final Main main;
    private final WebhookSteps webhook;
    private final Sources sources;
    private final HikariDataSource dataSource;
    private final BufferMigration migration;

    BridgeLifecycle(
            Main main, WebhookSteps webhook, Sources sources, HikariDataSource dataSource, BufferMigration migration) {
        this.main = main;
        this.webhook = webhook;
        this.sources = sources;
        this.dataSource = dataSource;
        this.migration = migration;
    }

    /** A service that Camel starts right behind the HTTP servers, and before any route. */
    Service doorService(CamelContext context) {
        return new ServiceSupport() {
            @Override
            protected void doStart() {
                refuseUnboundPorts(context);
                webhook.hangDoor(context);
            }
        };
    }

    @Override
    public void afterStart(BaseMainSupport camel) {
        migration.start();
        webhook.openDoor();
        Thread runner = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(runner), "stop"));
        if (sources.count() == 0) {
            LOG.warn("No bridge.sources.* is configured: every webhook is answered 404");
        }
        LOG.info("Ready for {} sources", sources.count());
    }

    /** camel-platform-http only warns of a port that is taken (CAMEL-26606). */
    private static void refuseUnboundPorts(CamelContext context) {
        for (VertxPlatformHttpServer server : context.hasServices(VertxPlatformHttpServer.class)) {
            HttpServer http = server.getServer();
            if (http == null || http.actualPort() <= 0) {
                throw new InvalidSetting("port " + server.getConfigurationPort() + " on " + server.getHost()
                        + " cannot be bound; allowed: a free port for camel.server.port and camel.management.port");
            }
        }
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
    }
}
