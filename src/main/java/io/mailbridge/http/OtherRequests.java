package io.mailbridge.http;

import io.mailbridge.source.Problem;
import io.mailbridge.source.Source;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Answers what brings no events to a source: probes of portals, names that there are not, and other methods. */
final class OtherRequests {
    private final Refusals refusals;

    OtherRequests(Refusals refusals) {
        this.refusals = refusals;
    }

    /** @param source null where there is none of the name in the path */
    Outcome answer(HttpServerRequest request, Source source) {
        HttpMethod method = request.method();
        if (method != HttpMethod.POST && method != HttpMethod.GET && method != HttpMethod.HEAD) {
            request.response().putHeader("Allow", "POST, GET, HEAD");
            return refusals.refuse(request, new Problem(405, "Events are posted to this path."));
        }
        if (source == null) {
            return refusals.refuse(request, new Problem(404, "There is no source of this name."));
        }
        refusals.greet(request);
        return Outcome.PROBE;
    }
}
