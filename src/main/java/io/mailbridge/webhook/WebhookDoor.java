package io.mailbridge.webhook;

import io.mailbridge.http.Door;
import io.mailbridge.http.Patrol;
import io.mailbridge.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before receive-webhook: answers probes, has bodies read, and refuses what would cost memory (too large, too slow,
 * too much at a time) before a thread or an exchange is spent on it. Runs on the event loop and never blocks it.
 */
final class WebhookDoor implements Door, Handler<RoutingContext> {
    /** Endpoint path of receive-webhook; the door takes what is below its prefix. */
    static final String PATH = "/webhooks/{source}";

    private static final String PREFIX = "/webhooks/";
    private static final String OVERLOADED = "Too much is being worked on. Please send it again.";
    /** Time for the answer to be read before the connection is closed: closed at once, it could be lost. */
    private static final long LINGER_MILLIS = 1_000;

    private final Sources sources;
    private final HttpSettings limits;
    private final RequestMetrics metrics;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final BodyBudget budget;
    private final Set<RequestReader> reading = ConcurrentHashMap.newKeySet();
    private volatile Vertx vertx;
    private boolean direct;
    private volatile boolean open;
    private volatile WebhookConsumer consumer;

    WebhookDoor(Sources sources, HttpSettings limits, MeterRegistry registry) {
        this.sources = sources;
        this.limits = limits;
        this.metrics = new RequestMetrics(registry);
        this.budget = new BodyBudget(limits.maxBytesInFlight());
        registry.gauge("bridge.requests.in.flight", inFlight);
    }

    /**
     * Puts the door before all routes of a server.
     *
     * @param root true where no other prefix stands before ours (camel.server.path)
     */
    void hang(Router router, Vertx instance, boolean root) {
        router.route(PREFIX + "*").order(-1).handler(this);
        router.route().last().handler(context -> new Problem(404, "Webhooks are posted to /webhooks/{source}.")
                .answer(context.response()));
        direct = root;
        vertx = instance;
    }

    /** Looks after the bodies that are on their way. */
    void watchWith(Patrol patrol) {
        patrol.also(() -> {
            long now = System.nanoTime();
            reading.forEach(reader -> reader.checkTime(now));
        });
    }

    /** Lets requests in; before the routes have started they are asked to come again. */
    void open() {
        open = true;
    }

    /** The requests go to this consumer from now on. */
    void connect(WebhookConsumer started) {
        consumer = started;
    }

    /** Senders are asked to come again until another consumer is there. */
    void disconnect(WebhookConsumer stopped) {
        if (consumer == stopped) {
            consumer = null;
        }
    }

    /** Takes what is spelled as the webhooks are, without a router; other spellings of their paths come through it. */
    @Override
    public boolean takes(HttpServerRequest request) {
        if (vertx == null) {
            new Problem(503, "The bridge is starting. Please send it again.").answer(request.response());
            return true;
        }
        String uri = request.uri();
        Source source = direct && uri.startsWith(PREFIX) ? sources.find(uri.substring(PREFIX.length())) : null;
        if (source == null) {
            return false;
        }
        handle(request, source, System.nanoTime());
        return true;
    }

    @Override
    public void handle(RoutingContext context) {
        long began = System.nanoTime();
        HttpServerRequest request = context.request();
        // as the route was matched: decoded and without dots; another prefix may stand before ours (camel.server.path)
        String path = context.normalizedPath();
        String name = path.substring(path.indexOf(PREFIX) + PREFIX.length());
        Source source = sources.find(name);
        if (name.indexOf('/') >= 0) {
            context.next();
        } else {
            handle(request, source, began);
        }
    }

    private void handle(HttpServerRequest request, Source source, long began) {
        HttpServerResponse response = request.response();
        boolean probe = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        if (!probe && request.method() != HttpMethod.POST) {
            response.putHeader("Allow", "POST, GET, HEAD");
            new Problem(405, "Events are posted to this path.").answer(response);
        } else if (source == null) {
            new Problem(404, "There is no source of this name.").answer(response);
        } else if (probe) {
            answerProbe(response);
        } else if (!open) {
            refuseForNow(response, source, "The bridge is starting. Please send it again.");
        } else if (declaredLength(request) > limits.maxBodySize()) {
            refuseTooLarge(request);
        } else {
            RequestReader reader = new RequestReader(this, vertx, request, source, began, budget.share());
            reading.add(reader);
            reader.read();
            return;
        }
        metrics.answered(source, response.getStatusCode(), System.nanoTime() - began);
    }

    HttpSettings limits() {
        return limits;
    }

    /** Takes a request whose body is complete: hands it to the route, or refuses it and returns false. */
    boolean admit(RequestReader reader, ReceivedRequest request, Source source) {
        WebhookConsumer route = consumer;
        if (route == null || route.isSuspended()) {
            refuseForNow(reader.response(), source, "The webhooks are stopped. Please send it again.");
            return false;
        }
        if (inFlight.incrementAndGet() > limits.maxInFlight()) {
            inFlight.decrementAndGet();
            refuseOverloaded(reader.response(), source);
            return false;
        }
        reading.remove(reader);
        route.receive(reader, request);
        return true;
    }

    /** Each request that was read ends here, once: answered, or given up by its sender. */
    void leave(RequestReader reader, Source source, boolean admitted, long began) {
        if (admitted) {
            inFlight.decrementAndGet();
        } else {
            reading.remove(reader);
        }
        metrics.answered(source, reader.response().getStatusCode(), System.nanoTime() - began);
    }

    void refuseTooLarge(HttpServerRequest request) {
        refuseAndClose(request, 413, "A body may have " + limits.maxBodySize() + " bytes at most.");
    }

    /** For a body that is still on its way: Vert.x would wait for the rest of it for as long as the sender likes. */
    void refuseAndClose(HttpServerRequest request, int status, String detail) {
        request.response().putHeader("Connection", "close");
        new Problem(status, detail).answer(request.response());
        vertx.setTimer(LINGER_MILLIS, id -> request.connection().close());
    }

    void refuseOverloaded(HttpServerResponse response, Source source) {
        refuseForNow(response, source, OVERLOADED);
    }

    private static void refuseForNow(HttpServerResponse response, Source source, String detail) {
        new Problem(source.profile().answers().overload(), detail).answer(response);
    }

    private static void answerProbe(HttpServerResponse response) {
        response.putHeader("Content-Type", "application/json").end("{\"status\":\"ready for events\"}");
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
