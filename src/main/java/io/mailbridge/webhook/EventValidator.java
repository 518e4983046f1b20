package io.mailbridge.webhook;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventLimits;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.provider.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Holds the common events to what consumers rely on, whatever profile or route made them, and hands on Kafka records.
 * An event that fails becomes a dead letter; the others go on.
 */
final class EventValidator implements Processor {
    private final RecordMaker records;
    private final EventWriter writer;

    EventValidator(RecordMaker records, EventWriter writer) {
        this.records = records;
        this.writer = writer;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        List<OutboundRecord> outbound = new ArrayList<>(request.events().size());
        for (EmailEvent event : request.events()) {
            byte[] value = writer.write(event);
            String fault = EventLimits.fault(event);
            if (fault == null) {
                outbound.add(records.event(request.source(), event, value));
            } else {
                request.rejections().add(Rejection.invalidEvent(fault, value));
            }
        }
        request.records(outbound);
        exchange.getMessage().setBody(outbound);
        exchange.setProperty(WebhookRequest.HAS_EVENTS, !outbound.isEmpty());
        exchange.setProperty(
                WebhookRequest.HAS_REJECTIONS, !request.rejections().isEmpty());
    }
}
