package io.mailbridge.http;

/**
 * What protects one server.
 *
 * @param door takes requests before the router
 */
record ServerGuard(Connections connections, MalformedRequests malformed, Door door) {}
