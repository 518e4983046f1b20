package io.mailbridge.http;

import io.mailbridge.source.Problem;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.RequestRefused;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Source;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** What a request is refused with before a route sees it, and how that is answered while its body may still be arriving. */
final class Refusals {
    private final HttpSettings limits;
    private final SenderCheck check;
    private final EarlyAnswers early = new EarlyAnswers();

    Refusals(HttpSettings limits, SenderCheck check) {
        this.limits = limits;
        this.check = check;
    }

    /** Answers a request whose body has not been read. */
    Outcome refuse(HttpServerRequest request, Problem problem) {
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

    /** Answers a known sender in an overload: its body is read and dropped, and its connection stays. */
    Outcome refuseForNow(HttpServerRequest request, Source source) {
        if (request.isEnded() || request.headers().contains(HttpHeaders.EXPECT)) {
            return refuse(request, overloaded(source));
        }
        refuse(
                request,
                overloaded(source),
                System.nanoTime() + limits.readTimeout().toNanos());
        return Outcome.UNAVAILABLE;
    }

    /** Answers a probe; a body that it brings is not read. */
    void greet(HttpServerRequest request) {
        early.expect(request);
        request.response().putHeader("Content-Type", "application/json").end("{\"status\":\"ready for events\"}");
    }

    /** Answers 200 without a body; one that the request brings is not read. */
    void end(HttpServerRequest request) {
        early.expect(request);
        request.response().end();
    }

    Problem tooLarge(Source source) {
        return new Problem(
                source.profile().answers().of(413), "A body may have " + limits.maxBodySize() + " bytes at most.");
    }

    Problem overloaded(Source source) {
        return new Problem(source.profile().answers().overload(), "Too much is being worked on. Please send it again.");
    }

    /** For a body that is too large to be a set-up message, and comes without credentials. */
    Problem withoutCredentials(Source source, ReceivedRequest head, HttpServerResponse response) {
        return of(check.refusalWithoutCredentials(source, head), head, response);
    }

    /** Puts the challenge on the response. */
    static Problem of(RequestRefused refused, ReceivedRequest head, HttpServerResponse response) {
        if (refused.challenge() != null) {
            response.putHeader("WWW-Authenticate", refused.challenge());
        }
        return new Problem(refused.status(), refused.getMessage(), head.number());
    }

    /** Ends the connections of those that were answered and have sent on for too long. */
    void closeOverdue(long now) {
        early.closeOverdue(now);
    }
}
