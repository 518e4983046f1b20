package io.mailbridge.support;

import java.time.Duration;
import java.util.List;

/** The outcome of one request. Ids are the {@code sg_event_id}s it carried; status 0 means no answer at all. */
public record LoadAnswer(List<String> ids, String body, int status, Duration latency) {}
