package io.mailbridge.provider;

import java.time.Instant;

/**
 * Where and when a request came in.
 *
 * @param source the configured source it was posted to
 * @param includeRaw whether its events carry the platform's own JSON
 */
public record Origin(String source, Instant receivedAt, boolean includeRaw) {}
