package io.mailbridge.http;

import io.vertx.core.http.HttpServerRequest;

/** Sees each request before a server's router does. */
@FunctionalInterface
public interface Door {
    /** True where it answers the request itself. */
    boolean takes(HttpServerRequest request);
}
