package io.mailbridge;

import com.zaxxer.hikari.HikariDataSource;
import io.mailbridge.buffer.BufferConnections;
import io.mailbridge.buffer.BufferFailure;
import io.mailbridge.buffer.BufferFigures;
import io.mailbridge.buffer.BufferMigration;
import io.mailbridge.buffer.BufferMonitor;
import io.mailbridge.buffer.BufferSettings;
import io.mailbridge.buffer.GroupCommit;
import io.mailbridge.buffer.IdlePollStrategy;
import io.mailbridge.buffer.ParkedRetention;
import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.check.RouteLinks;
import io.mailbridge.console.Console;
import io.mailbridge.console.ExchangeMetrics;
import io.mailbridge.event.EventConverters;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.Ledger;
import io.mailbridge.health.DurabilityCheck;
import io.mailbridge.health.ProgressCheck;
import io.mailbridge.http.WebhookServer;
import io.mailbridge.log.LogFormat;
import io.mailbridge.page.Watch;
import io.mailbridge.page.Watched;
import io.mailbridge.provider.Profiles;
import io.mailbridge.publish.BrokerFaultDetector;
import io.mailbridge.publish.KafkaSettings;
import io.mailbridge.publish.OutboundProducerFactory;
import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import io.mailbridge.reload.LiveReload;
import io.mailbridge.replay.ClaimedRows;
import io.mailbridge.replay.ReplayClaimer;
import io.mailbridge.replay.ReplayLaneJoiner;
import io.mailbridge.replay.ReplayLedger;
import io.mailbridge.replay.ReplayOutcome;
import io.mailbridge.replay.ReplayPacer;
import io.mailbridge.replay.ReplayReader;
import io.mailbridge.replay.ReplaySettings;
import io.mailbridge.replay.ReplayTransaction;
import io.mailbridge.settings.Settings;
import io.mailbridge.signature.CertificateTrust;
import io.mailbridge.signature.Fetcher;
import io.mailbridge.signature.SnsCertificates;
import io.mailbridge.signature.SnsSubscriptions;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Sources;
import io.mailbridge.trace.Tracing;
import io.mailbridge.trace.TracingChoice;
import io.mailbridge.webhook.WebhookBeans;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.ModelCamelContext;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the bridge together: checks the settings, binds what the routes name, and runs Camel until it is told to stop. */
final class Bridge {
    /** No request waits that long, but a later one finds what was fetched. */
    private static final Duration CERTIFICATE_LIMIT = Duration.ofSeconds(5);

    private static final Duration SUBSCRIPTION_LIMIT = Duration.ofSeconds(5);

    private final Settings settings;
    private final KafkaSettings kafka;
    private final BufferSettings buffer;
    private final ReplaySettings replay;
    private final LogFormat logFormat;
    private final boolean reload;
    private final SnsCertificates certificates;
    private final Sources sources;
    private final Tracing tracing;
    private final WebhookServer server;
    private final WebhookBeans webhook;
    private final Console console;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExchangeMetrics exchanges = new ExchangeMetrics(metrics);
    private final Ledger ledger = new Ledger(metrics);
    private final Clock clock = Clock.systemUTC();
    private Assembly offline;

    /** @throws io.mailbridge.settings.InvalidSetting where a value is not allowed */
    Bridge(Settings settings) {
        this(settings, Profiles.load(settings.home().resolve("providers")));
    }

    /** @throws io.mailbridge.settings.InvalidSetting where a value is not allowed */
    Bridge(Settings settings, Profiles profiles) {
        this.settings = settings;
        this.logFormat = LogFormat.from(settings);
        this.kafka = KafkaSettings.from(settings);
        this.buffer = BufferSettings.from(settings, kafka.timeout());
        this.replay = ReplaySettings.from(settings);
        this.reload = settings.flag("bridge.reload");
        Fetcher fetcher = Fetcher.http(CERTIFICATE_LIMIT);
        this.certificates = new SnsCertificates(fetcher, CertificateTrust.ofPlatform(fetcher), clock);
        this.sources = sources(profiles);
        SnsSubscriptions subscriptions = new SnsSubscriptions(Fetcher.http(SUBSCRIPTION_LIMIT));
        SenderCheck check = new SenderCheck();
        this.tracing = TracingChoice.from(settings);
        this.server = new WebhookServer(settings, sources, check, metrics, tracing.arrivals(), tracing.handOver());
        this.webhook = new WebhookBeans(settings, sources, check, subscriptions, ledger, clock);
        this.console = new Console(settings);
    }

    private Sources sources(Profiles profiles) {
        return Sources.from(settings, profiles, clock, certificates);
    }

    /**
     * Returns only after a failed start; a signal ends the process.
     *
     * @param offline puts another bridge together, to check what a reload would take, and to resubmit dead letters
     */
    void run(Assembly offline) throws Exception {
        this.offline = offline;
        logFormat.apply();
        PortCheck.refuseTaken(settings, "camel.server");
        PortCheck.refuseTaken(settings, "camel.management");
        Main main = new Main(Bridge.class);
        HikariDataSource dataSource = BufferConnections.open(buffer);
        BufferMigration migration = new BufferMigration(dataSource);
        // in parallel with Camel's own start: the first request may need the buffer
        migration.start();
        main.addMainListener(
                new BridgeLifecycle(main, server, console, exchanges, tracing, sources, dataSource, migration));
        if (reload) {
            reloadChangedFiles(main, offline);
        }
        assemble(main, dataSource, migration, Map.of());
        RouteLinks.refuseBroken((ModelCamelContext) main.getCamelContext());
        main.run();
    }

    private void reloadChangedFiles(Main main, Assembly offline) throws IOException {
        LiveReload live = new LiveReload(
                settings.home(), new ReloadableBridge(main, settings, offline, server, sources, this::sources));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport camel) {
                live.start();
            }

            @Override
            public void beforeStop(BaseMainSupport camel) {
                live.stop();
            }
        });
    }

    /** Binds all that the routes name and loads the routes; starts nothing. What is in {@code over} wins over the settings. */
    void assemble(Main main, DataSource dataSource, BufferMigration migration, Map<String, String> over)
            throws Exception {
        configure(main, over);
        main.bind("bufferDataSource", dataSource);
        main.init();
        EventConverters.addTo(main.getCamelContext().getTypeConverterRegistry());
        bindBuffer(main, main.getCamelContext(), dataSource, migration);
    }

    private void bindBuffer(Main main, CamelContext context, DataSource dataSource, BufferMigration migration)
            throws Exception {
        TopicAvailability topics = new TopicAvailability(kafka.fixedTopics(), metrics);
        OutboundProducerFactory producers = new OutboundProducerFactory(kafka, tracing.sender(), topics, metrics);
        PublishBreaker breaker = new PublishBreaker(context);
        BrokerFaultDetector faults = new BrokerFaultDetector(ledger);
        BufferMonitor monitor = new BufferMonitor(metrics, buffer.maxRows());
        ParkedRetention parkedRetention = new ParkedRetention(metrics, buffer.parkedRetention());
        GroupCommit groupCommit = new GroupCommit(
                context,
                buffer.timeout(),
                ledger,
                server.threads(),
                monitor,
                new TransactionTemplate(new DataSourceTransactionManager(dataSource)));
        server.bufferWith(new BufferedTraffic(breaker, groupCommit.queue()));
        ReplayPacer pacer = new ReplayPacer(replay, breaker, topics);
        Watched watched = new Watched(
                context, metrics, producers, faults, breaker, topics, monitor, buffer.maxRows(), sources, clock);
        Watch watch = new BridgeConsole(settings, offline, watched).open(console);
        main.bind("outboundProducerFactory", producers);
        main.bind("brokerFaultDetector", faults);
        main.bind("groupCommit", groupCommit);
        main.bind("bufferMonitor", monitor);
        main.bind("bufferFigures", new BufferFigures(metrics, monitor::isEmpty));
        main.bind("parkedRetention", parkedRetention);
        main.bind("restUntilDue", monitor.restUntilDue(watch.first(monitor::isResting)));
        main.bind(
                "restWhileEmpty", monitor.restWhileEmpty(watch.first(() -> monitor.isEmpty() && !pacer.isDraining())));
        main.bind("restWhileNothingExpires", new IdlePollStrategy(() -> monitor.isEmpty() && !parkedRetention.isDue()));
        main.bind("bufferFailure", new BufferFailure(monitor));
        main.bind("replayPacer", pacer);
        main.bind("replayClaimer", new ReplayClaimer());
        main.bind("replayLaneJoiner", new ReplayLaneJoiner());
        main.bind(
                "replayLanes",
                Executors.newFixedThreadPool(ReplayPacer.LANES, new DefaultThreadFactory("replay", true)));
        main.bind("replayTransaction", new ReplayTransaction(dataSource));
        main.bind("claimedRows", new ClaimedRows());
        main.bind("replayReader", new ReplayReader());
        main.bind("replayOutcome", new ReplayOutcome(replay.maxAttempts()));
        main.bind("replayLedger", new ReplayLedger(ledger, pacer, replay.maxAttempts()));
        main.bind(
                "durability",
                new DurabilityCheck(server::isOpen, producers, breaker, topics, kafka.eventTopic(), monitor));
        main.bind(
                "progress",
                new ProgressCheck(
                        Map.of("buffer-writer", groupCommit::isStuck, "buffer-migration", migration::isStuck)));
    }

    private void configure(Main main, Map<String, String> over) throws IOException {
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        Properties properties = new Properties();
        properties.putAll(settings.all());
        properties.putAll(kafka.derived());
        properties.putAll(replay.derived());
        properties.put("mailbridge.home", settings.home().toString());
        properties.putAll(over);
        main.setInitialProperties(properties);
        // the settings hold both, in their order; Camel would merge them in an order of its own
        main.configure()
                // it would load every class of ours, to find beans and routes that are bound here and read from files
                .withBasePackageScanEnabled(false)
                .withAutoConfigurationEnvironmentVariablesEnabled(false)
                .withAutoConfigurationSystemPropertiesEnabled(false);
        // the real path, since Camel finds nothing in a folder that is a link
        String routes = "file:" + settings.home().resolve("routes").toRealPath();
        main.configure().withRoutesIncludePattern(routes + "/*.yaml," + routes + "/*.java");
        main.bind("metricsRegistry", metrics);
        main.bind("jsonMapper", JsonCodec.mapper());
        server.bind(main);
        webhook.bind(main);
    }
}
