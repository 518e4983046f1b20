package io.mailbridge.provider;

import io.mailbridge.event.EmailEvent;
import java.util.List;

/** What one request held: the events to publish, and what stood between them that is none. Both in the order sent. */
public record Normalized(List<EmailEvent> events, List<Rejection> rejected) {
    public Normalized {
        events = List.copyOf(events);
        rejected = List.copyOf(rejected);
    }
}
