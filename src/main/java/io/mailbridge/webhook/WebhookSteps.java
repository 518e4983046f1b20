package io.mailbridge.webhook;

import io.mailbridge.event.EventWriter;
import io.mailbridge.event.Ledger;
import io.mailbridge.event.RecordHeaders;
import io.mailbridge.http.GuardedVertx;
import io.mailbridge.http.ServerTls;
import io.mailbridge.privacy.RecipientPrivacy;
import io.mailbridge.settings.Settings;
import io.mailbridge.signature.SnsSubscriptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps that receive-webhook and reject-events name, and the door in front of them. */
public final class WebhookSteps {
    /** Both servers and all connections; the routes run elsewhere. */
    private static final int EVENT_LOOPS = 2;

    private static final long BLOCKED_CHECK_MILLIS = 10_000;
    /** Threads for requests where there are no virtual ones. */
    private static final int WORKERS = 256;

    private static final long LONGEST_REQUEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSteps.class);

    private final Sources sources;
    private final GuardedVertx vertx;
    private final WebhookDoor door;
    private final Executor threads = RequestThreads.create(WORKERS, new DefaultThreadFactory("request", true));
    private final SharedThreads starting =
            new SharedThreads(threads, Runtime.getRuntime().availableProcessors());
    /** Behind a wait little is left to do, and acknowledgements come many at a time. */
    private final ExecutorService goingOn = RequestThreads.service(new SharedThreads(threads, 1));

    private final WebhookAuthenticator authenticator;
    private final SetupMessages setupMessages;
    private final EventNormalizer normalizer;
    private final EventValidator validator;
    private final RecordMaker records;
    private final DeadLetters deadLetters;
    private final Ledger ledger;
    private boolean hung;

    /** @throws io.mailbridge.settings.InvalidSetting where a value is not allowed */
    public WebhookSteps(
            Settings settings,
            Sources sources,
            SnsSubscriptions subscriptions,
            Ledger ledger,
            MeterRegistry metrics,
            Clock clock) {
        RecipientPrivacy privacy = RecipientPrivacy.from(settings);
        this.records =
                new RecordMaker(settings.text("bridge.kafka.topic"), settings.text("bridge.kafka.rejected-topic"));
        this.sources = sources;
        this.ledger = ledger;
        SenderCheck check = new SenderCheck();
        this.door = new WebhookDoor(sources, check, HttpSettings.from(settings), metrics);
        this.vertx = new GuardedVertx(vertxOptions(), settings, door, metrics);
        door.watchWith(vertx.patrol());
        this.authenticator = new WebhookAuthenticator(sources, check, clock);
        this.setupMessages = new SetupMessages(subscriptions);
        this.normalizer = new EventNormalizer(settings.flag("bridge.event.include-raw"), privacy);
        this.validator = new EventValidator(new EventWriter());
        this.deadLetters = new DeadLetters(records, privacy);
    }

    /** Of the server that the door hangs on. */
    public ServerTls tls() {
        return vertx.tls();
    }

    /** Run what follows in a route behind a wait. */
    public Executor threads() {
        return goingOn;
    }

    /** Binds the steps under the names that the routes use, and Vert.x for both servers. */
    public void bind(Main main) {
        main.bind("vertx", vertx);
        main.bind("requestThreads", goingOn);
        main.bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, new WebhookEngine(door, starting));
        main.bind("webhookAuthenticator", authenticator);
        main.bind("memoryReserver", MemoryReserver.ofHeap());
        main.bind("formOpener", new FormOpener());
        main.bind("eventNormalizer", normalizer);
        main.bind("eventValidator", validator);
        main.bind(AdaptationCall.AS_THEY_ARE, (Processor) exchange -> {});
        main.bind("recordMaker", records);
        main.bind("recordHeaders", new RecordHeaders());
        main.bind("events", new EventCollector());
        main.bind("dropEvent", new EventDrop());
        main.bind("setupMessages", setupMessages);
        main.bind("unreadableBodyRejecter", new UnreadableBodyRejecter());
        main.bind("deadLetters", deadLetters);
        main.bind("webhookAnswer", new WebhookAnswer(ledger));
        main.bind("failureAnswer", new FailureAnswer(ledger));
        sources.all().forEach(source -> ledger.open(source.name(), source.provider()));
    }

    /** One instance for both servers: Camel would make one for each. */
    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                // once a second by default, which is a tenth of what the bridge does at rest
                .setBlockedThreadCheckInterval(BLOCKED_CHECK_MILLIS)
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(2);
    }

    /** Puts the door before the routes; called when the server listens and no route stands yet. */
    public void hangDoor(CamelContext context) {
        VertxPlatformHttpRouter router = context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(VertxPlatformHttpRouter::isMainServer)
                .findFirst()
                .orElseThrow();
        LOG.debug("The door hangs");
        hung = true;
        String path = router.getServer().getPath();
        door.hang(router, vertx, path == null || path.isEmpty() || path.equals("/"));
    }

    /** Lets requests in, when all routes have started; hangs the door where no management server gave the occasion. */
    public void openDoor(CamelContext context) {
        if (!hung) {
            hangDoor(context);
        }
        door.open(true);
    }

    /** Asks senders to come again, and waits until those that are under way are answered. */
    public void closeDoor() throws InterruptedException {
        door.open(false);
        long end = System.nanoTime() + LONGEST_REQUEST_NANOS;
        while (!door.isIdle() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
