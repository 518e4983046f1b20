package io.mailbridge.webhook;

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
final class WebhookDoor implements Handler<RoutingContext> {
    /** Endpoint path of receive-webhook; the door takes what is below its prefix. */
    static final String PATH = "/webhooks/{source}";

    private static final String PREFIX = "/webhooks/";
    private static final String OVERLOADED = "Too much is being worked on. Please send it again.";
    /** Time for the answer to be read before the connection is closed: closed at once, it could be lost. */
    private static final long LINGER_MILLIS = 1_000;
    /** How often the bodies that are on their way are looked at; a timer a request would cost more than all else here. */
    private static final long PATROL_MILLIS = 500;

    private final Sources sources;
    private final HttpSettings limits;
    private final RequestMetrics metrics;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final BodyBudget budget;
    private final Set<RequestReader> reading = ConcurrentHashMap.newKeySet();
    private volatile boolean open;
    private volatile WebhookConsumer consumer;

    WebhookDoor(Sources sources, HttpSettings limits, MeterRegistry registry) {
        this.sources = sources;
        this.limits = limits;
        this.metrics = new RequestMetrics(registry);
        this.budget = new BodyBudget(limits.maxBytesInFlight());
        registry.gauge("bridge.requests.in.flight", inFlight);
    }

    /** Puts the door before all routes of a server. */
    void hang(Router router, Vertx vertx) {
        router.route(PREFIX + "*").order(-1).handler(this);
        router.route()
                .last()
                .handler(context -> refuse(context.response(), 404, "Webhooks are posted to /webhooks/{source}."));
        vertx.setPeriodic(PATROL_MILLIS, id -> patrol());
    }

    private void patrol() {
        long now = System.nanoTime();
        reading.forEach(reader -> reader.checkTime(now));
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

    @Override
    public void handle(RoutingContext context) {
        long began = System.nanoTime();
        HttpServerRequest request = context.request();
        // as the route was matched: decoded and without dots; another prefix may stand before ours (camel.server.path)
        String path = context.normalizedPath();
        String name = path.substring(path.indexOf(PREFIX) + PREFIX.length());
        Source source = sources.find(name);
        boolean probe = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        if (name.indexOf('/') >= 0) {
            context.next();
            return;
        } else if (!probe && request.method() != HttpMethod.POST) {
            request.response().putHeader("Allow", "POST, GET, HEAD");
            refuse(request.response(), 405, "Events are posted to this path.");
        } else if (source == null) {
            refuse(request.response(), 404, "There is no source of this name.");
        } else if (probe) {
            answerProbe(request.response());
        } else if (!open) {
            refuseForNow(request.response(), source, "The bridge is starting. Please send it again.");
        } else if (declaredLength(request) > limits.maxBodySize()) {
            refuseTooLarge(context.vertx(), request);
        } else {
            RequestReader reader = new RequestReader(this, context, source, began, budget.share());
            reading.add(reader);
            reader.read();
            return;
        }
        metrics.answered(source, request.response().getStatusCode(), System.nanoTime() - began);
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

    void refuseTooLarge(Vertx vertx, HttpServerRequest request) {
        refuseAndClose(vertx, request, 413, "A body may have " + limits.maxBodySize() + " bytes at most.");
    }

    /** For a body that is still on its way: Vert.x would wait for the rest of it for as long as the sender likes. */
    void refuseAndClose(Vertx vertx, HttpServerRequest request, int status, String detail) {
        request.response().putHeader("Connection", "close");
        refuse(request.response(), status, detail);
        vertx.setTimer(LINGER_MILLIS, id -> request.connection().close());
    }

    void refuseOverloaded(HttpServerResponse response, Source source) {
        refuseForNow(response, source, OVERLOADED);
    }

    private static void refuseForNow(HttpServerResponse response, Source source, String detail) {
        refuse(response, source.profile().answers().overload(), detail);
    }

    private static void refuse(HttpServerResponse response, int status, String detail) {
        Problem problem = new Problem(status, detail);
        if (response.ended() || response.closed()) {
            return;
        }
        if (problem.isRetryable()) {
            response.putHeader("Retry-After", Problem.RETRY_AFTER_SECONDS);
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", Problem.CONTENT_TYPE)
                .end(problem.json());
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
