package io.mailbridge.http;

import io.mailbridge.log.RareLog;
import io.mailbridge.source.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Answers what is not HTTP in the same form as every other refusal, and without a stack trace in the log. */
final class MalformedRequests implements Handler<HttpServerRequest> {
    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(MalformedRequests.class));

    private final String server;
    private final Counter counter;
    /** Those of the last valid request: most are the same. Threads may see different ones without harm. */
    private String lastHost;

    private String lastTarget;

    MalformedRequests(String server, MeterRegistry metrics) {
        this.server = server;
        this.counter = Counter.builder("bridge.requests.malformed")
                .description("Requests that were no HTTP, or could be read in two ways")
                .tag("server", server)
                .register(metrics);
    }

    /** For a request that could not be decoded; Vert.x closes its connection after the answer. */
    @Override
    public void handle(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof PrematureChannelClosureException) {
            return;
        } else if (cause instanceof TooLongHttpLineException) {
            refuse(request, 414, "The request line is too long.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            refuse(request, 431, "A request may have 100 header fields and 8192 bytes of them at most.");
        } else {
            refuse(request, 400, "This is no valid HTTP/1.1 request.");
        }
    }

    /** Whether a request that was decoded can be routed; it is answered where it cannot. */
    boolean pass(HttpServerRequest request) {
        String target = request.uri();
        // CONNECT of HTTP/2 has none
        boolean known = target != null && target.equals(lastTarget);
        if ((known || isTarget(target)) && isHost(request) && areFields(request)) {
            lastTarget = target;
            return true;
        }
        refuse(request, 400, "The path, the Host or another header field is not valid.");
        return false;
    }

    private boolean isHost(HttpServerRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        if (host == null) {
            // HTTP/2 has its own field for it
            return request.version() == HttpVersion.HTTP_1_0
                    || (request.version() == HttpVersion.HTTP_2 && request.authority() != null);
        }
        if (host.equals(lastHost)) {
            return true;
        }
        boolean valid = HostAndPort.parseAuthority(host, -1) != null;
        if (valid) {
            lastHost = host;
        }
        return valid;
    }

    /** Netty checks those of HTTP/1.1, and only the names of HTTP/2. */
    private static boolean areFields(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            return true;
        }
        for (Map.Entry<String, String> field : request.headers()) {
            if (!isField(field.getKey(), field.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** RFC 9113, 8.2.1. */
    static boolean isField(String name, String value) {
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character <= ' ' || character >= 127 || character == ':' && i > 0) {
                return false;
            }
        }
        return value.indexOf('\r') < 0 && value.indexOf('\n') < 0 && value.indexOf(0) < 0;
    }

    private void refuse(HttpServerRequest request, int status, String detail) {
        counter.increment();
        Problem problem = new Problem(status, detail);
        LOG.warn("Requests to the " + server + " server are answered " + status + ": " + detail, problem.request());
        request.response().putHeader("Connection", "close");
        problem.answer(request.response());
        request.connection().close();
    }

    /** A path, or an absolute URL, in visible ASCII with whole escapes. */
    static boolean isTarget(String uri) {
        if (uri == null) {
            return false;
        }
        boolean begins = uri.startsWith("/") || uri.startsWith("http://") || uri.startsWith("https://");
        for (int i = 0; i < uri.length() && begins; i++) {
            char character = uri.charAt(i);
            if (character <= ' ' || character >= 127) {
                return false;
            }
            if (character == '%' && !isEscape(uri, i)) {
                return false;
            }
        }
        return begins;
    }

    private static boolean isEscape(String uri, int at) {
        return at + 2 < uri.length()
                && Character.digit(uri.charAt(at + 1), 16) >= 0
                && Character.digit(uri.charAt(at + 2), 16) >= 0;
    }
}
