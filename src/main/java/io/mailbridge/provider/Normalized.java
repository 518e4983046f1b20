package io.mailbridge.provider;

import io.mailbridge.event.EmailEvent;
import java.util.List;

/** What one request held: events to publish, what stood between them that is none, and set-up messages. As sent. */
public record Normalized(List<EmailEvent> events, List<Rejection> rejected, List<SetupMessage> setupMessages) {
    public Normalized {
        events = List.copyOf(events);
        rejected = List.copyOf(rejected);
        setupMessages = List.copyOf(setupMessages);
    }
}
