package io.mailbridge.console;

import io.mailbridge.log.RequestId;
import io.mailbridge.source.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Protects everything on the management port but health and metrics. A page in the operator's browser reaches loopback
 * too, so it checks who sent the request before it asks for a credential, and lets no GET change anything.
 */
final class ConsoleGuard implements AuthenticationHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleGuard.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ConsoleSettings settings;
    private final Pattern jolokiaReads;
    private final JolokiaBudget jolokia = new JolokiaBudget(this::refuse);
    private final Map<String, Long> logged = new ConcurrentHashMap<>();
    private volatile Handler<RoutingContext> page = RoutingContext::next;

    ConsoleGuard(ConsoleSettings settings) {
        this.settings = settings;
        // literally, without dots and backslashes: Jolokia's plugin decodes what is left of the path once more
        this.jolokiaReads = Pattern.compile(
                Pattern.quote(settings.jolokiaPath())
                        + "(?!.*(\\.\\.|\\\\|%2e|%5c|%25))(/?|/(read|list|search|version)(/.*)?)",
                Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    }

    void show(Handler<RoutingContext> shown) {
        page = shown;
    }

    @Override
    public void handle(RoutingContext context) {
        ConsoleRequest request = ConsoleRequest.of(context);
        Problem problem = refusal(request);
        if (problem != null) {
            refuse(context, problem);
        } else if (isJolokia(request)) {
            jolokia.pass(context, !request.isReading());
        } else if (isOfPage(request)) {
            page.handle(context);
        } else {
            context.next();
        }
    }

    private void refuse(RoutingContext context, Problem problem) {
        tell(problem);
        HttpServerResponse response = context.response();
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"mailbridge\"");
        } else if (problem.status() == 405) {
            response.putHeader("Allow", "POST");
        }
        problem.answer(response);
    }

    /** Why the request is refused, or null. */
    Problem refusal(ConsoleRequest request) {
        if (request.isReading() && settings.openPaths().contains(request.path().replaceAll("(?<=.)/$", ""))) {
            return null;
        }
        if (settings.closed()) {
            return new Problem(
                    403, "Beyond loopback this needs bridge.management.username and bridge.management.password.");
        }
        if (request.authority() == null
                || !settings.hosts().trusts(request.authority().host(), request.localAddress())) {
            return new Problem(
                    403, "The request's Host is not of this bridge; bridge.management.hosts lists further ones.");
        }
        if (isOfAnotherPage(request) && !isLinkToPage(request)) {
            return new Problem(
                    403, "Pages of another origin may not ask here; bridge.management.hosts lists those that may.");
        }
        if (settings.credential() != null && !settings.credential().matches(request.authorization())) {
            return new Problem(401, "This needs the credential of bridge.management.username and .password.");
        }
        if (request.isReading()) {
            return mayChangeSomething(request)
                    ? new Problem(
                            405, "By GET one can read, list and search here. Send anything else as POST, with JSON.")
                    : null;
        }
        return request.isJson() ? null : new Problem(415, "Send it with Content-Type: application/json.");
    }

    private boolean isOfAnotherPage(ConsoleRequest request) {
        String site = request.fetchSite();
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        return request.origin() != null
                && !settings.hosts()
                        .trustsOrigin(request.origin(), request.authority().toString(), "same-origin".equals(site));
    }

    /** As in an alert or a chat: what is opened is shown to the operator, not to the page that the link is on. */
    private boolean isLinkToPage(ConsoleRequest request) {
        return request.isReading()
                && request.followsLink()
                && request.origin() == null
                && request.path().equals(settings.pagePath() + "/");
    }

    private boolean isOfPage(ConsoleRequest request) {
        return request.path().equals(settings.pagePath()) || request.path().startsWith(settings.pagePath() + "/");
    }

    private boolean isJolokia(ConsoleRequest request) {
        return request.path().startsWith(settings.jolokiaPath());
    }

    private boolean mayChangeSomething(ConsoleRequest request) {
        return isJolokia(request)
                && (request.pathParameter()
                        || !jolokiaReads.matcher(request.path()).matches()
                        || !jolokiaReads.matcher(request.rawPath()).matches());
    }

    /** Each reason once a minute: pages and strangers must not be able to fill the log. */
    private void tell(Problem problem) {
        String reason = problem.detail();
        long now = System.nanoTime();
        Long last = logged.get(reason);
        if (last == null || now - last >= QUIET_NANOS) {
            logged.put(reason, now);
            try (MDC.MDCCloseable named = RequestId.inLog(problem.request())) {
                LOG.warn("Refused on the management port: {}", reason);
            }
        }
    }
}
