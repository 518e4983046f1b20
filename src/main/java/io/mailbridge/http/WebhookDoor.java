package io.mailbridge.http;

import io.mailbridge.source.Problem;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.RequestRefused;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Source;
import io.mailbridge.source.Sources;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Takes requests before receive-webhook does: answers probes, refuses by the head what may not come in, has bodies read, and
 * refuses what would cost memory before a thread or an exchange is spent on it. Runs on the event loop and never blocks it.
 */
final class WebhookDoor implements Door, Handler<RoutingContext>, RequestReader.Listener {
    private final Sources sources;
    private final SenderCheck check;
    private final HttpSettings limits;
    private final Consumer<Source> arrivals;
    private final RequestMetrics metrics;
    private final Places places;
    private final Overload overload;
    private final BodyBudget budget;
    private final Set<RequestReader> underWay = ConcurrentHashMap.newKeySet();
    private final Refusals refusals;
    private final OtherRequests others;
    private final Opening opening = new Opening();
    private volatile Vertx vertx;
    private boolean direct;

    /** @param arrivals is called for each request, with null for one to no source, or before the start */
    WebhookDoor(
            Sources sources,
            SenderCheck check,
            HttpSettings limits,
            MeterRegistry registry,
            Consumer<Source> arrivals) {
        this.arrivals = arrivals;
        this.sources = sources;
        this.check = check;
        this.limits = limits;
        this.refusals = new Refusals(limits, check);
        this.others = new OtherRequests(check, refusals);
        this.metrics = new RequestMetrics(registry);
        this.budget = new BodyBudget(limits.maxBytesInFlight(), sources.names());
        this.overload = new Overload(registry, System.nanoTime());
        this.places = new Places(limits.maxInFlight(), sources.names());
        Gauge.builder("bridge.requests.in.flight", places, Places::taken)
                .description("Requests that were let in and are not answered yet")
                .register(registry);
    }

    /**
     * Puts the door before all routes of a server.
     *
     * @param root true where no other prefix comes before ours (camel.server.path)
     */
    void placeBefore(Router router, Vertx instance, boolean root) {
        router.route(Address.PREFIX + "*").order(-1).handler(this);
        router.route().last().handler(context -> {
            arrivals.accept(null);
            refusals.refuse(context.request(), new Problem(404, "Webhooks are posted to /webhooks/{source}."));
        });
        direct = root;
        vertx = instance;
    }

    /** Has the time limits of bodies and answers checked in each round. */
    void watchWith(Patrol patrol) {
        patrol.also(() -> {
            long now = System.nanoTime();
            underWay.forEach(reader -> reader.checkTime(now));
            refusals.closeOverdue(now);
            overload.noteRound(now);
        });
    }

    /** Decides whether requests are let in at all. */
    Opening opening() {
        return opening;
    }

    /** True where no request is under way in the routes. */
    boolean isIdle() {
        return places.taken() == 0;
    }

    /** Takes plainly spelled webhook paths without a router; other spellings of them come through the router. */
    @Override
    public boolean takes(HttpServerRequest request) {
        if (vertx == null) {
            arrivals.accept(null);
            refusals.refuse(request, new Problem(503, Opening.STARTING));
            return true;
        }
        Address address = direct ? Address.plain(request.uri(), sources) : null;
        if (address == null) {
            return false;
        }
        receive(request, address, System.nanoTime());
        return true;
    }

    @Override
    public void handle(RoutingContext context) {
        long began = System.nanoTime();
        HttpServerRequest request = context.request();
        // as the route was matched: decoded and without dots
        Address address = Address.routed(context.normalizedPath(), request.query(), sources);
        if (address == null) {
            context.next();
        } else {
            receive(request, address, began);
        }
    }

    private void receive(HttpServerRequest request, Address address, long began) {
        Source source = address.source();
        arrivals.accept(source);
        byte[] event = address.event(request);
        boolean brings = event != null || source != null && request.method() == HttpMethod.POST;
        Outcome outcome = brings ? read(request, address, event, began) : others.answer(request, address);
        if (outcome != null) {
            metrics.ended(source, outcome, System.nanoTime() - began);
        }
    }

    /** Has the body read, or refuses it by the head; null while it is being read. */
    private Outcome read(HttpServerRequest request, Address address, byte[] event, long began) {
        Source source = address.source();
        Problem closed = opening.refusal(source);
        if (closed != null) {
            return refusals.refuse(request, closed);
        }
        ReceivedRequest head = ReceivedRequest.head(source.name(), address.target(request), request::getHeader);
        SenderCheck.Head checked;
        try {
            checked = check.checkHead(source, head);
        } catch (RequestRefused refused) {
            return refusals.refuse(request, Refusals.of(refused, head, request.response()));
        }
        long length = EarlyAnswers.declaredLength(request);
        if (length > limits.maxBodySize()) {
            return refusals.refuse(request, refusals.tooLarge(source).of(head.number()));
        }
        if (length > SenderCheck.LARGEST_SETUP_MESSAGE && checked == SenderCheck.Head.MAY_BE_SETUP) {
            return refusals.refuse(request, refusals.withoutCredentials(source, head, request.response()));
        }
        if (limits.refuseEarly() && overload.refuses(began, places.isModest(source.name()))) {
            return refusals.refuseForNow(request, source);
        }
        RequestReader reader = new RequestReader(
                this,
                refusals,
                limits,
                vertx,
                request,
                new Arrival(source, head, checked, event, began),
                budget.share(source.name()));
        underWay.add(reader);
        reader.read();
        return null;
    }

    @Override
    public Problem admit(RequestReader reader, ReceivedRequest request) {
        Opening.Entry route = opening.entry();
        Problem closed = opening.refusal(reader.source());
        if (closed != null || route == null) {
            return closed;
        }
        if (!places.take(reader.source().name())) {
            return refusals.overloaded(reader.source());
        }
        overload.queued();
        route.receive(reader, request);
        return null;
    }

    /** False where a request that has got a thread is to be refused all the same. */
    boolean begins(RequestReader reader) {
        return overload.begins(
                System.nanoTime() - reader.admitted(),
                places.isModest(reader.source().name()));
    }

    /** Refuses early what waits for the buffer, too. */
    void bufferWith(Buffering buffering) {
        overload.bufferWith(buffering, System.nanoTime());
    }

    @Override
    public void leave(RequestReader reader, boolean admitted, Outcome outcome) {
        underWay.remove(reader);
        if (outcome == Outcome.UNAVAILABLE) {
            overload.turnedAway();
        }
        if (admitted) {
            places.giveBack(reader.source().name());
        }
        metrics.ended(reader.source(), outcome, System.nanoTime() - reader.began());
    }
}
