package io.mailbridge.webhook;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventLimits;
import io.mailbridge.event.EventReader;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.InvalidEvent;
import io.mailbridge.loop.NonBlocking;
import io.mailbridge.provider.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Checks that the events in the body are what consumers rely on, whichever profile or route made them. One that fails
 * becomes a dead letter, the others continue; what a route took out of the list is dropped.
 */
final class EventValidator implements Processor, NonBlocking {
    private static final String STEP = "validate";

    private final EventWriter writer;

    EventValidator(EventWriter writer) {
        this.writer = writer;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        List<?> elements = BodyList.of(exchange, STEP, "events");
        List<EmailEvent> events = new ArrayList<>(elements.size());
        int unreadable = 0;
        for (Object element : elements) {
            try {
                events.add(element instanceof EmailEvent event ? event : read(element));
            } catch (InvalidEvent e) {
                unreadable++;
                request.rejections().add(Rejection.invalidEvent(e.getMessage(), EventReader.json(element)));
            }
        }
        int gone = BodyList.gone(request.events(), events, EmailEvent::id);
        // one that cannot be read any more has no id, but is not gone
        request.drop(Math.max(0, gone - unreadable));
        events.removeIf(event -> isRejected(request, event));
        request.events(List.copyOf(events));
        exchange.getMessage().setBody(events);
    }

    private boolean isRejected(WebhookRequest request, EmailEvent event) {
        String fault = EventLimits.fault(event);
        if (fault != null) {
            request.rejections().add(Rejection.invalidEvent(fault, writer.write(event)));
        }
        return fault != null;
    }

    private static EmailEvent read(Object element) {
        if (element == null || !EventReader.isReadable(element)) {
            throw new RouteMistake(
                    STEP + " takes events, maps of them and their JSON, and in the list is " + BodyList.kind(element));
        }
        return EventReader.read(element);
    }
}
