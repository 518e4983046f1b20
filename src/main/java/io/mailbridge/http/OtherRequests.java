package io.mailbridge.http;

import io.mailbridge.source.Problem;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.RequestRefused;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Source;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/**
 * Answers what brings no events to a source: probes of portals, the question whether a platform may post (CloudEvents, HTTP
 * webhooks, section 4), names that there are not, and other methods.
 */
final class OtherRequests {
    private static final String ASKING = "WebHook-Request-Origin";
    /** Of a host, as it is repeated in the answer. */
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:_-]{0,252}");

    private final SenderCheck check;
    private final Refusals refusals;

    OtherRequests(SenderCheck check, Refusals refusals) {
        this.check = check;
        this.refusals = refusals;
    }

    Outcome answer(HttpServerRequest request, Address address) {
        Source source = address.source();
        HttpMethod method = request.method();
        if (method == HttpMethod.OPTIONS && source != null && source.profile().validatesByOptions()) {
            return grant(request, address);
        }
        if (method != HttpMethod.POST && method != HttpMethod.GET && method != HttpMethod.HEAD) {
            return refuseMethod(request, "POST, GET, HEAD");
        }
        if (source == null) {
            return refusals.refuse(request, new Problem(404, "There is no source of this name."));
        }
        refusals.greet(request);
        return Outcome.PROBE;
    }

    private Outcome refuseMethod(HttpServerRequest request, String allowed) {
        request.response().putHeader("Allow", allowed);
        return refusals.refuse(request, new Problem(405, "Events are posted to this path."));
    }

    /** At any rate, since a limit is told by 503. The callback that a request may name is not called: its answer is enough. */
    private Outcome grant(HttpServerRequest request, Address address) {
        String origin = request.getHeader(ASKING);
        if (origin == null) {
            return refuseMethod(request, "POST, GET, HEAD, OPTIONS");
        }
        if (!ORIGIN.matcher(origin).matches()) {
            return refusals.refuse(request, new Problem(400, ASKING + " has to be the name of a host."));
        }
        Source source = address.source();
        ReceivedRequest head = ReceivedRequest.head(source.name(), address.target(request), request::getHeader);
        try {
            check.checkUrl(source, head);
        } catch (RequestRefused refused) {
            return refusals.refuse(request, Refusals.of(refused, head, request.response()));
        }
        request.response()
                .putHeader("WebHook-Allowed-Origin", origin)
                .putHeader("WebHook-Allowed-Rate", "*")
                .putHeader("Allow", "POST");
        refusals.end(request);
        return Outcome.PROBE;
    }
}
