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
 * Stands before receive-webhook: answers probes, refuses by the head what may not come in, has bodies read, and refuses what
 * would cost memory before a thread or an exchange is spent on it. Runs on the event loop and never blocks it.
 */
final class WebhookDoor implements Door, Handler<RoutingContext> {
    /** Endpoint path of receive-webhook; the door takes what is below its prefix. */
    static final String PATH = "/webhooks/{source}";

    private static final String PREFIX = "/webhooks/";
    private static final String STARTING = "The bridge is starting. Please send it again.";

    private final Sources sources;
    private final SenderCheck check;
    private final HttpSettings limits;
    private final RequestMetrics metrics;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final BodyBudget budget;
    private final Set<RequestReader> underWay = ConcurrentHashMap.newKeySet();
    private final EarlyAnswers early = new EarlyAnswers();
    private volatile Vertx vertx;
    private boolean direct;
    private volatile boolean open;
    private volatile WebhookConsumer consumer;

    WebhookDoor(Sources sources, SenderCheck check, HttpSettings limits, MeterRegistry registry) {
        this.sources = sources;
        this.check = check;
        this.limits = limits;
        this.metrics = new RequestMetrics(registry);
        this.budget = new BodyBudget(limits.maxBytesInFlight(), sources.names());
        registry.gauge("bridge.requests.in.flight", inFlight);
    }

    /**
     * Puts the door before all routes of a server.
     *
     * @param root true where no other prefix stands before ours (camel.server.path)
     */
    void hang(Router router, Vertx instance, boolean root) {
        router.route(PREFIX + "*").order(-1).handler(this);
        router.route()
                .last()
                .handler(context ->
                        refuse(context.request(), new Problem(404, "Webhooks are posted to /webhooks/{source}.")));
        direct = root;
        vertx = instance;
    }

    /** Looks after the bodies that are on their way, and after answers that are. */
    void watchWith(Patrol patrol) {
        patrol.also(() -> {
            long now = System.nanoTime();
            underWay.forEach(reader -> reader.checkTime(now));
            early.look(now);
        });
    }

    /** Lets requests in; before the routes have started, and while they are exchanged, they are asked to come again. */
    void open(boolean in) {
        open = in;
    }

    /** True where no request is under way in the routes. */
    boolean isIdle() {
        return inFlight.get() == 0;
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
            refuse(request, new Problem(503, STARTING));
            return true;
        }
        String uri = request.uri();
        Source source = direct && uri.startsWith(PREFIX) ? sources.find(uri.substring(PREFIX.length())) : null;
        if (source == null) {
            return false;
        }
        receive(request, source, System.nanoTime());
        return true;
    }

    @Override
    public void handle(RoutingContext context) {
        long began = System.nanoTime();
        // as the route was matched: decoded and without dots; another prefix may stand before ours (camel.server.path)
        String path = context.normalizedPath();
        String name = path.substring(path.indexOf(PREFIX) + PREFIX.length());
        if (name.indexOf('/') >= 0) {
            context.next();
        } else {
            receive(context.request(), sources.find(name), began);
        }
    }

    private void receive(HttpServerRequest request, Source source, long began) {
        HttpServerResponse response = request.response();
        boolean post = request.method() == HttpMethod.POST;
        Outcome outcome;
        if (!post && request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            response.putHeader("Allow", "POST, GET, HEAD");
            outcome = refuse(request, new Problem(405, "Events are posted to this path."));
        } else if (source == null) {
            outcome = refuse(request, new Problem(404, "There is no source of this name."));
        } else if (!post) {
            early.expect(request);
            response.putHeader("Content-Type", "application/json").end("{\"status\":\"ready for events\"}");
            outcome = Outcome.PROBE;
        } else {
            outcome = read(request, source, began);
        }
        if (outcome != null) {
            metrics.ended(source, outcome, System.nanoTime() - began);
        }
    }

    /** Has the body read, or refuses it by the head; null where it is on its way. */
    private Outcome read(HttpServerRequest request, Source source, long began) {
        Problem closed = closed(source);
        if (closed != null) {
            return refuse(request, closed);
        }
        ReceivedRequest head = ReceivedRequest.head(source.name(), request::getHeader);
        SenderCheck.Head checked;
        try {
            checked = check.checkHead(source, head);
        } catch (RequestRefused refused) {
            return refuse(request, problem(refused, request.response()));
        }
        long length = EarlyAnswers.declaredLength(request);
        if (length > limits.maxBodySize()) {
            return refuse(request, tooLarge());
        }
        if (length > SenderCheck.LARGEST_SETUP_MESSAGE && checked == SenderCheck.Head.MAY_BE_SETUP) {
            return refuse(request, stranger(source, request.response()));
        }
        RequestReader reader =
                new RequestReader(this, vertx, request, source, head, checked, began, budget.share(source.name()));
        underWay.add(reader);
        reader.read();
        return null;
    }

    private Problem closed(Source source) {
        WebhookConsumer route = consumer;
        if (!open) {
            return new Problem(source.profile().answers().overload(), STARTING);
        }
        return route == null || route.isSuspended()
                ? new Problem(source.profile().answers().overload(), "The webhooks are stopped. Please send it again.")
                : null;
    }

    HttpSettings limits() {
        return limits;
    }

    /** Takes a request whose body is complete and hands it to the route, or tells what to answer. */
    Problem admit(RequestReader reader, ReceivedRequest request) {
        WebhookConsumer route = consumer;
        Problem closed = closed(reader.source());
        if (closed != null || route == null) {
            return closed;
        }
        if (inFlight.incrementAndGet() > limits.maxInFlight()) {
            inFlight.decrementAndGet();
            return overloaded(reader.source());
        }
        route.receive(reader, request);
        return null;
    }

    /** Each request that was read ends here, once: answered, or given up by its sender. */
    void leave(RequestReader reader, boolean admitted, Outcome outcome) {
        underWay.remove(reader);
        if (admitted) {
            inFlight.decrementAndGet();
        }
        metrics.ended(reader.source(), outcome, System.nanoTime() - reader.began());
    }

    private Outcome refuse(HttpServerRequest request, Problem problem) {
        early.expect(request);
        problem.answer(request.response());
        return Outcome.of(problem.status());
    }

    /**
     * Answers a request in the middle of its body.
     *
     * @param until System.nanoTime() until which the rest is waited for, 0 where the connection is closed
     */
    void refuse(HttpServerRequest request, Problem problem, long until) {
        early.expectRest(request, until);
        problem.answer(request.response());
    }

    Problem tooLarge() {
        return new Problem(413, "A body may have " + limits.maxBodySize() + " bytes at most.");
    }

    Problem overloaded(Source source) {
        return new Problem(source.profile().answers().overload(), "Too much is being worked on. Please send it again.");
    }

    Problem stranger(Source source, HttpServerResponse response) {
        return problem(check.refusalWithoutCredentials(source), response);
    }

    private static Problem problem(RequestRefused refused, HttpServerResponse response) {
        if (refused.challenge() != null) {
            response.putHeader("WWW-Authenticate", refused.challenge());
        }
        return new Problem(refused.status(), refused.getMessage());
    }
}
