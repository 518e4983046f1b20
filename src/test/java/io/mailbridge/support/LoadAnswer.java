package io.mailbridge.support;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The outcome of one request.
 *
 * @param target the replica that it was sent to
 * @param ids the {@code sg_event_id}s that it carried
 * @param status 0 means no answer at all
 */
public record LoadAnswer(URI target, List<String> ids, String body, int status, Duration latency) {}
