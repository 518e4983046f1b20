package io.mailbridge.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * What the guard checks.
 *
 * @param path decoded as the router does it
 * @param rawPath as it was sent; Jolokia reads a part of this one
 * @param pathParameter whether the query has Jolokia's parameter {@code p}, which replaces the path
 * @param authority host and port the request names, null where there are none
 * @param followsLink whether the browser says that it opens a page, in no frame
 * @param localAddress address of this machine that the connection came to
 */
record ConsoleRequest(
        HttpMethod method,
        String path,
        String rawPath,
        boolean pathParameter,
        HostAndPort authority,
        String localAddress,
        String origin,
        String fetchSite,
        boolean followsLink,
        String contentType,
        String authorization) {

    static ConsoleRequest of(RoutingContext context) {
        HttpServerRequest request = context.request();
        return new ConsoleRequest(
                request.method(),
                context.normalizedPath(),
                request.path(),
                request.params().contains("p"),
                request.authority(),
                request.localAddress() == null ? "" : request.localAddress().hostAddress(),
                only(request, "Origin"),
                only(request, "Sec-Fetch-Site"),
                "navigate".equals(only(request, "Sec-Fetch-Mode"))
                        && "document".equals(only(request, "Sec-Fetch-Dest")),
                only(request, "Content-Type"),
                request.getHeader("Authorization"));
    }

    /** Several values are not accepted. */
    private static String only(HttpServerRequest request, String name) {
        List<String> values = request.headers().getAll(name);
        return values.isEmpty() ? null : String.join(", ", values);
    }

    /** GET and HEAD, which must change nothing. */
    boolean isReading() {
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }

    /** A page of another site cannot send these types without asking first. Hawtio sends text/json. */
    boolean isJson() {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].trim();
        return type.equalsIgnoreCase("application/json") || type.equalsIgnoreCase("text/json");
    }
}
