package io.mailbridge.http;

import io.mailbridge.log.RareLog;
import io.mailbridge.source.Problem;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Source;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * Reads the body of one request within the limits, and represents its sender until the answer is written. Its place and
 * its bytes are held until then, even if the sender has gone: the work for it continues.
 */
final class RequestReader {
    /** Steps of edited routes may take any time; the strictest platforms wait 3 s. */
    private static final long ANSWER_LIMIT_NANOS = Duration.ofMillis(2900).toNanos();
    /** Longer than a round of the patrol, so that one comes before the limit. */
    private static final long LOOK_AHEAD_NANOS = Duration.ofMillis(600).toNanos();

    private static final RareLog RARELY = new RareLog(LoggerFactory.getLogger(RequestReader.class));

    private final Listener listener;
    private final Refusals refusals;
    private final HttpSettings limits;
    private final Vertx vertx;
    private final Context eventLoop;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Arrival arrival;
    private final BodyBudget.Share share;
    private Buffer body;
    private boolean done;
    /** System.nanoTime() at which the route took it, 0 before. */
    private volatile long admitted;

    private boolean expected;
    private boolean answered;

    /** Where requests go when they have been read. */
    interface Listener {
        /** Takes a request whose body is complete and hands it to the route, or returns what to answer. */
        Problem admit(RequestReader reader, ReceivedRequest request);

        /** Each request that was read ends here, once: answered, or given up by its sender. */
        void leave(RequestReader reader, boolean admitted, Outcome outcome);
    }

    RequestReader(
            Listener listener,
            Refusals refusals,
            HttpSettings limits,
            Vertx vertx,
            HttpServerRequest request,
            Arrival arrival,
            BodyBudget.Share share) {
        this.listener = listener;
        this.refusals = refusals;
        this.limits = limits;
        this.vertx = vertx;
        this.eventLoop = vertx.getOrCreateContext();
        this.request = request;
        this.response = request.response();
        this.arrival = arrival;
        this.share = share;
    }

    HttpServerResponse response() {
        return response;
    }

    Source source() {
        return arrival.source();
    }

    private long number() {
        return arrival.head().number();
    }

    long began() {
        return arrival.began();
    }

    /** System.nanoTime() at which its body was complete. */
    long admitted() {
        return admitted;
    }

    void read() {
        request.exceptionHandler(gone -> giveUp()).handler(this::take).endHandler(ended -> complete());
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            response.writeContinue();
        }
    }

    /** May be called by any thread. */
    void checkTime(long now) {
        long taken = admitted;
        if (taken == 0) {
            if (now - began() > readTimeout()) {
                eventLoop.runOnContext(late -> refuseLate());
            }
        } else if (now - taken > ANSWER_LIMIT_NANOS - LOOK_AHEAD_NANOS) {
            eventLoop.runOnContext(soon -> expectAnswer());
        }
    }

    private void expectAnswer() {
        if (!expected) {
            expected = true;
            long left = Duration.ofNanos(admitted + ANSWER_LIMIT_NANOS - System.nanoTime())
                    .toMillis();
            vertx.setTimer(Math.max(1, left), late -> answerLate());
        }
    }

    /** The route continues and keeps its place; what it still makes durable is then there twice, under one id. */
    private void answerLate() {
        if (!answered && !response.closed()) {
            answered = true;
            RARELY.warn(
                    "A request has been in the routes for 2.9 s and its sender is asked to retry: a step or the machine is slow",
                    number());
            new Problem(
                            source().profile().answers().overload(),
                            "It takes too long now. Please send it again.",
                            number())
                    .answer(response);
        }
    }

    /** True where the route's answer comes too late. */
    boolean isAnswered() {
        return answered;
    }

    private void refuseLate() {
        if (!done) {
            int status = source().profile().answers().of(408);
            refuse(new Problem(status, "The body did not come in time. Please send it again."), Outcome.TOO_SLOW);
        }
    }

    /** The sender has closed its connection. */
    private void giveUp() {
        if (!done) {
            end(false, Outcome.GONE);
        }
    }

    private void take(Buffer chunk) {
        if (done) {
            return;
        }
        int length = (body == null ? 0 : body.length()) + chunk.length();
        if (length > limits.maxBodySize()) {
            refuse(refusals.tooLarge(source()), Outcome.TOO_LARGE);
        } else if (arrival.checked() == SenderCheck.Head.MAY_BE_SETUP && length > SenderCheck.LARGEST_SETUP_MESSAGE) {
            refuse(refusals.withoutCredentials(source(), arrival.head(), response), Outcome.UNAUTHORIZED);
        } else if (!share.take(chunk.length())) {
            // a known sender may finish its body: the rest is read and dropped
            refuse(refusals.overloaded(source()), Outcome.UNAVAILABLE, began() + readTimeout());
        } else if (body == null) {
            body = chunk;
        } else {
            body.appendBuffer(chunk);
        }
    }

    /** While the body is still arriving. */
    private void refuse(Problem problem, Outcome outcome) {
        refuse(problem, outcome, 0);
    }

    private void refuse(Problem problem, Outcome outcome, long until) {
        body = null;
        refusals.refuse(request, problem.of(number()), until);
        end(false, outcome);
    }

    private long readTimeout() {
        return limits.readTimeout().toNanos();
    }

    private void complete() {
        if (done) {
            return;
        }
        done = true;
        byte[] bytes = arrival.event() != null ? arrival.event() : body == null ? new byte[0] : body.getBytes();
        body = null;
        admitted = System.nanoTime();
        Problem refusal = arrival.event() != null && !share.take(bytes.length)
                ? refusals.overloaded(source())
                : listener.admit(this, arrival.head().withBody(bytes, arrival.checked() == SenderCheck.Head.PASSES));
        if (refusal != null) {
            refusal.of(number()).answer(response);
            end(false, Outcome.UNAVAILABLE);
        }
    }

    /** Later, on the thread that must write the response. */
    void onEventLoop(Runnable work) {
        eventLoop.runOnContext(now -> work.run());
    }

    /** The same, at once where this is that thread. */
    void atOnceOnEventLoop(Runnable work) {
        if (((ContextInternal) eventLoop).inThread()) {
            work.run();
        } else {
            onEventLoop(work);
        }
    }

    /** The route is done with the request and the answer written, unless its sender has gone. */
    void end(Outcome outcome) {
        end(true, outcome);
    }

    /** Refuses a request that the route has not begun with; called on its event loop. */
    void refuseUnworked() {
        if (!answered && !response.closed()) {
            refusals.overloaded(source()).answer(response);
        }
        end(true, Outcome.UNAVAILABLE);
    }

    private void end(boolean admitted, Outcome outcome) {
        done = true;
        answered = true;
        share.release();
        if (outcome == Outcome.ACCEPTED) {
            GuardedServer.connection(request).known();
        }
        listener.leave(this, admitted, outcome);
    }
}
