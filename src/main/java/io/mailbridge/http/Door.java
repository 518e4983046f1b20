package io.mailbridge.http;

import io.vertx.core.http.HttpServerRequest;

/** Stands before a server's router. */
@FunctionalInterface
public interface Door {
    /** True where it answers the request itself. */
    boolean takes(HttpServerRequest request);
}
