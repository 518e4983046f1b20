package io.mailbridge.loop;

/**
 * A step, policy or producer that never waits: not for a lock that is held for long, a server or a file. It may run on the
 * event loop of a request, where all other requests of the loop wait meanwhile; a route with a step that does not say so runs
 * on a thread of its own (docs/adr/0017).
 */
public interface NonBlocking {}
