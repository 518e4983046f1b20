package io.mailbridge.http;

import io.mailbridge.loop.HomeLoop;
import io.mailbridge.settings.Settings;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Source;
import io.mailbridge.source.Sources;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.VertxOptions;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;

/** The server of the webhooks: Vert.x, the door in front of the routes, and the threads that requests run on. */
public final class WebhookServer {
    /** Of both servers; the connections of the webhooks are divided among all of them. */
    private static final int EVENT_LOOPS =
            Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));

    private static final long BLOCKED_CHECK_MILLIS = 10_000;
    /** Threads for requests where there are no virtual ones. */
    private static final int WORKERS = 256;

    private static final long LONGEST_REQUEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final GuardedVertx vertx;
    private final WebhookDoor door;
    private final Executor threads = RequestThreads.create(WORKERS, new DefaultThreadFactory("request", true));
    private final SharedThreads starting;
    /**
     * The request's event loop where the rest of the route can run there, else threads: after a wait little is left to do, and
     * acknowledgements come many at a time.
     */
    private final ExecutorService goingOn;

    private final UnaryOperator<Runnable> handOver;

    private boolean placed;

    /**
     * @param arrivals is called for each request on its event loop, with null where there is no such source or path, and before
     *     the start
     * @param handOver prepares a task for another thread, on the one that hands it over
     * @throws io.mailbridge.settings.InvalidSetting where a value is not allowed
     */
    public WebhookServer(
            Settings settings,
            Sources sources,
            SenderCheck check,
            MeterRegistry metrics,
            Consumer<Source> arrivals,
            UnaryOperator<Runnable> handOver) {
        SharedThreads ending = new SharedThreads(handOver, threads, 1);
        this.starting = ending.yielding(Runtime.getRuntime().availableProcessors());
        this.goingOn = RequestThreads.service(task -> HomeLoop.or(ending).execute(task));
        this.handOver = handOver;
        this.door = new WebhookDoor(sources, check, HttpSettings.from(settings), metrics, arrivals);
        this.vertx = new GuardedVertx(vertxOptions(), settings, door, metrics);
        vertx.tls().measure(metrics);
        door.watchWith(vertx.patrol());
    }

    /** One instance for both servers: Camel would make one for each. */
    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                // once a second by default, which is a tenth of what the bridge does at rest
                .setBlockedThreadCheckInterval(BLOCKED_CHECK_MILLIS)
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(2);
    }

    public ServerTls tls() {
        return vertx.tls();
    }

    /** Run what follows in a route after a wait. */
    public Executor threads() {
        return goingOn;
    }

    /** Lets in no more than the buffer can commit, while all events go there. */
    public void bufferWith(Buffering buffering) {
        door.bufferWith(buffering);
    }

    /** Binds Vert.x for both servers, the threads that the routes name, and the engine of platform-http. */
    public void bind(Main main) {
        main.bind("vertx", vertx);
        main.bind("requestThreads", goingOn);
        main.bind(
                PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME,
                new WebhookEngine(door, new RequestStart(starting, handOver)));
    }

    /** Puts the door in front of the routes; called when the server listens and no route has been added yet. */
    public void placeDoor(CamelContext context) {
        VertxPlatformHttpRouter router = context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(VertxPlatformHttpRouter::isMainServer)
                .findFirst()
                .orElseThrow();
        placed = true;
        String path = router.getServer().getPath();
        door.placeBefore(router, vertx, path == null || path.isEmpty() || path.equals("/"));
    }

    /** Lets requests in, when all routes have started; places the door where no management server gave the occasion. */
    public void open(CamelContext context) {
        if (!placed) {
            placeDoor(context);
        }
        door.opening().open(true);
    }

    /** Whether requests are let in. */
    public boolean isOpen() {
        return door.opening().isOpen();
    }

    /** Asks senders to retry, and waits until the requests in flight are answered. */
    public void close() throws InterruptedException {
        door.opening().open(false);
        long end = System.nanoTime() + LONGEST_REQUEST_NANOS;
        while (!door.isIdle() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
