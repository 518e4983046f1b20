package io.mailbridge;

import io.mailbridge.buffer.BufferMigration;
import io.mailbridge.buffer.GroupCommit;
import io.mailbridge.check.Assembled;
import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The bridge as its start puts it together, without any server, for tools: the same settings, beans, steps and routes,
 * so that a tool knows what the start knows. No port is opened, no name is looked up, neither Kafka nor PostgreSQL is
 * called.
 *
 * <p>The context is initialised and holds the routes, and nothing of it is started: a tool reads the model, or makes
 * steps of it. One that runs routes first replaces the beans that need servers ({@code outboundProducerFactory}, {@code
 * bufferDataSource}, {@code groupCommit}), keeps the routes of timers from starting, and starts the context.
 */
final class OfflineBridge implements Assembled {
    private static final Map<String, String> NO_SERVERS = Map.of(
            "camel.server.enabled", "false",
            "camel.management.enabled", "false",
            "camel.metrics.enabled", "false",
            "camel.main.jmxEnabled", "false",
            // routes are files; none is searched for on the class path
            "camel.main.javaRoutesIncludePattern", "false",
            "camel.main.startupSummaryLevel", "Off");

    private final Main main = new Main(Bridge.class);

    /**
     * @param over further properties that win over the settings, such as camel.main.routesIncludePattern
     * @throws io.mailbridge.settings.InvalidSetting where a value is not allowed
     * @throws Exception what stops a start before a server is called: an unknown option, a route that cannot be read
     */
    OfflineBridge(Settings settings, Map<String, String> over) throws Exception {
        this(settings, Profiles.load(settings.home().resolve("providers")), over);
    }

    /** @param profiles in place of those of the home */
    OfflineBridge(Settings settings, Profiles profiles, Map<String, String> over) throws Exception {
        Map<String, String> properties = new HashMap<>(NO_SERVERS);
        properties.putAll(over);
        NoDatabase dataSource = new NoDatabase();
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport camel) {
                BridgeLifecycle.extend(camel.getCamelContext());
            }
        });
        PortCheck.port(settings, "camel.management");
        try {
            new Bridge(settings, profiles).assemble(main, dataSource, new BufferMigration(dataSource), properties);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Its registry holds every bean that routes may name. */
    @Override
    public ModelCamelContext context() {
        return (ModelCamelContext) main.getCamelContext();
    }

    /** Stops what was started, and its threads. */
    @Override
    public void close() {
        Vertx vertx = main.lookupByType(Vertx.class).get("vertx");
        main.lookupByType(GroupCommit.class).values().forEach(GroupCommit::close);
        main.stop();
        if (vertx != null) {
            vertx.close();
        }
    }

    /** A tool that asks it for rows has not replaced it. */
    private static final class NoDatabase extends AbstractDataSource {
        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLException("A bridge without servers has no database");
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }
    }
}
