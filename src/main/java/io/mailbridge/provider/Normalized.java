package io.mailbridge.provider;

import io.mailbridge.event.EmailEvent;
import java.util.List;

/** What one request held: events to publish, elements that are not events, and set-up messages, in the order sent. */
public record Normalized(List<EmailEvent> events, List<Rejection> rejected, List<SetupMessage> setupMessages) {
    public Normalized {
        events = List.copyOf(events);
        rejected = List.copyOf(rejected);
        setupMessages = List.copyOf(setupMessages);
    }
}
