package io.mailbridge.http;

import io.mailbridge.source.Credentials;
import io.mailbridge.source.RequestTarget;
import io.mailbridge.source.Source;
import io.mailbridge.source.Sources;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;

/**
 * What a URL names: a source, and what may be its token. {@code /webhooks/name/token} is an address only where the credentials
 * of the source are in the path.
 *
 * @param source null where there is none of that name
 * @param query as sent, null where there is none
 * @param token null where nothing follows the name
 */
record Address(Source source, String query, String token) {
    static final String PREFIX = "/webhooks/";

    /** The address that is spelled plainly, without escapes and dots, or null: its source is there. */
    static Address plain(String uri, Sources sources) {
        if (!uri.startsWith(PREFIX)) {
            return null;
        }
        Source source = sources.find(uri.substring(PREFIX.length()));
        if (source != null) {
            return new Address(source, null, null);
        }
        int mark = uri.indexOf('?', PREFIX.length());
        int end = mark < 0 ? uri.length() : mark;
        int slash = uri.indexOf('/', PREFIX.length());
        boolean hasToken = slash >= 0 && slash < end;
        if (mark < 0 && !hasToken || uri.indexOf('#') >= 0) {
            return null;
        }
        source = sources.find(uri.substring(PREFIX.length(), hasToken ? slash : end));
        String token = hasToken ? uri.substring(slash + 1, end) : null;
        if (source == null || hasToken && !(takesToken(source) && isPlain(token))) {
            return null;
        }
        return new Address(source, mark < 0 ? null : uri.substring(mark + 1), token);
    }

    /**
     * The address of a path as a router has matched it, or null where it cannot be one.
     *
     * @param path without escapes of plain characters, and without dots
     */
    static Address routed(String path, String query, Sources sources) {
        // another prefix may come before ours (camel.server.path)
        String rest = path.substring(path.indexOf(PREFIX) + PREFIX.length());
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return new Address(sources.find(rest), query, null);
        }
        Source source = sources.find(rest.substring(0, slash));
        String token = rest.substring(slash + 1);
        return source != null && takesToken(source) && isPlain(token) ? new Address(source, query, token) : null;
    }

    /** What a request to it asks for. */
    RequestTarget target(HttpServerRequest request) {
        boolean plain = query == null && token == null && request.method() == HttpMethod.POST;
        return plain ? RequestTarget.POST : new RequestTarget(request.method().name(), query, token);
    }

    /** The event that the query of a GET is, without the source's token; null where it is none. */
    byte[] event(HttpServerRequest request) {
        if (source == null || query == null || request.method() != HttpMethod.GET) {
            return null;
        }
        byte[] event = source.credentials().withoutSecret(query).getBytes(StandardCharsets.UTF_8);
        if (!source.profile().isEventQuery(event)) {
            return null;
        }
        // an answer from a cache would be an event that is lost
        request.response().putHeader("Cache-Control", "no-store");
        return event;
    }

    private static boolean takesToken(Source source) {
        return source.credentials() instanceof Credentials.Path;
    }

    /** Whether it can be read in one way only. */
    private static boolean isPlain(String token) {
        if (token.isEmpty() || token.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letterOrDigit && "-._~".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A record's own text would hold the token. */
    @Override
    public String toString() {
        return source == null ? "none" : source.name();
    }
}
