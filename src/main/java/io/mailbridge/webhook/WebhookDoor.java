package io.mailbridge.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before receive-webhook and reads the body: answers probes, and refuses what would cost memory (too large, too
 * slow, too much at a time) before a thread or an exchange is spent on it. Runs on the event loop and never blocks it.
 */
final class WebhookDoor implements Handler<RoutingContext> {
    /** Time for the answer to be read before the connection is closed: closed at once, it could be lost. */
    private static final long LINGER_MILLIS = 1_000;

    private final Sources sources;
    private final HttpSettings limits;
    private final RequestMetrics metrics;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final BodyBudget budget;
    private volatile boolean open;

    WebhookDoor(Sources sources, HttpSettings limits, MeterRegistry registry) {
        this.sources = sources;
        this.limits = limits;
        this.metrics = new RequestMetrics(registry);
        this.budget = new BodyBudget(limits.maxBytesInFlight());
        registry.gauge("bridge.requests.in.flight", inFlight);
    }

    /** Lets requests in; before the routes have started they are asked to come again. */
    void open() {
        open = true;
    }

    @Override
    public void handle(RoutingContext context) {
        long began = System.nanoTime();
        Source source = sources.find(context.pathParam("source"));
        context.addEndHandler(
                ended -> metrics.answered(source, context.response().getStatusCode(), System.nanoTime() - began));
        HttpServerRequest request = context.request();
        boolean probe = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        if (!probe && request.method() != HttpMethod.POST) {
            context.response().putHeader("Allow", "POST, GET, HEAD");
            refuse(context, 405, "Events are posted to this path.");
        } else if (source == null) {
            refuse(context, 404, "There is no source of this name.");
        } else if (probe) {
            answerProbe(context.response());
        } else if (!open) {
            refuse(context, source.profile().answers().overload(), "The bridge is starting. Please send it again.");
        } else if (declaredLength(request) > limits.maxBodySize()) {
            refuseTooLarge(context);
        } else {
            new BodyReader(context, source).read();
        }
    }

    /** Reached where receive-webhook did not take the request: stopped by an operator, or a path of nobody's. */
    void handleUnrouted(RoutingContext context) {
        String name = context.pathParam("source");
        Source source = name == null ? null : sources.find(name);
        if (source != null) {
            refuse(context, source.profile().answers().overload(), "The webhooks are stopped. Please send it again.");
        } else {
            refuse(context, 404, "Webhooks are posted to /webhooks/{source}.");
        }
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

    private void refuseTooLarge(RoutingContext context) {
        refuseAndClose(context, 413, "A body may have " + limits.maxBodySize() + " bytes at most.");
    }

    /** For a body that is still on its way: Vert.x would wait for the rest of it for as long as the sender likes. */
    private static void refuseAndClose(RoutingContext context, int status, String detail) {
        context.response().putHeader("Connection", "close");
        refuse(context, status, detail);
        context.vertx()
                .setTimer(LINGER_MILLIS, id -> context.request().connection().close());
    }

    private static void refuse(RoutingContext context, int status, String detail) {
        Problem problem = new Problem(status, detail);
        HttpServerResponse response = context.response();
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

    /** Collects one body within the limits, then hands the request to the route. */
    private final class BodyReader {
        private final RoutingContext context;
        private final Source source;
        private final BodyBudget.Share share = budget.share();
        private final Buffer body = Buffer.buffer();
        private long timer;
        private boolean done;
        private boolean admitted;

        BodyReader(RoutingContext context, Source source) {
            this.context = context;
            this.source = source;
        }

        void read() {
            timer = context.vertx().setTimer(limits.readTimeout().toMillis(), id -> {
                done = true;
                refuseAndClose(
                        context,
                        source.profile().answers().of(408),
                        "The body did not come in time. Please send it again.");
            });
            context.addEndHandler(ended -> release());
            context.request().handler(this::take).endHandler(ended -> complete());
        }

        private void take(Buffer chunk) {
            if (done) {
                return;
            }
            if (body.length() + chunk.length() > limits.maxBodySize()) {
                done = true;
                refuseTooLarge(context);
            } else if (!share.take(chunk.length())) {
                stopOverloaded();
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void complete() {
            context.vertx().cancelTimer(timer);
            if (done) {
                return;
            }
            done = true;
            if (inFlight.incrementAndGet() > limits.maxInFlight()) {
                inFlight.decrementAndGet();
                stopOverloaded();
                return;
            }
            admitted = true;
            RoutingContextInternal internal = (RoutingContextInternal) context;
            // the body is read: Vert.x's own handler must not wait for it, nor parse forms
            internal.visitHandler(RoutingContextInternal.BODY_HANDLER);
            internal.setBody(body);
            ReceivedRequest.keepForm(context.request(), body);
            context.next();
        }

        private void stopOverloaded() {
            stop(source.profile().answers().overload(), "Too much is being worked on. Please send it again.");
        }

        private void stop(int status, String detail) {
            done = true;
            refuse(context, status, detail);
        }

        private void release() {
            done = true;
            context.vertx().cancelTimer(timer);
            share.release();
            if (admitted) {
                admitted = false;
                inFlight.decrementAndGet();
            }
        }
    }
}
