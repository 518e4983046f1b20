package io.mailbridge.http;

/**
 * What protects one server.
 *
 * @param door takes requests before the router
 * @param onAllLoops whether its connections are divided among all event loops
 */
record ServerGuard(Connections connections, MalformedRequests malformed, Door door, boolean onAllLoops) {}
