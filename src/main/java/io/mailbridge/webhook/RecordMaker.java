package io.mailbridge.webhook;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventIds;
import io.mailbridge.event.EventLimits;
import io.mailbridge.event.EventType;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.RecordHeaders;
import io.mailbridge.event.UtcTimestamp;
import io.mailbridge.log.RequestId;
import io.mailbridge.loop.NonBlocking;
import io.mailbridge.provider.Rejection;
import io.mailbridge.source.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.common.header.Header;

/**
 * Makes the Kafka records of the events in the body: topic, key, and the headers of the CloudEvents 1.0 Kafka binding in
 * binary mode. And that of a dead letter, whose headers say why it is one.
 */
final class RecordMaker implements Processor, NonBlocking {
    private static final String STEP = "make-records";

    private static final Header SPEC_VERSION = RecordHeaders.header("ce_specversion", "1.0");
    private static final Header CONTENT_TYPE = RecordHeaders.header("content-type", "application/json");

    private final EventWriter writer = new EventWriter();
    private final String topic;
    private final String rejectedTopic;
    private final Map<EventType, Header> types = new ConcurrentHashMap<>();
    private final Map<String, Header> origins = new ConcurrentHashMap<>();
    private final Map<String, String> topics = new ConcurrentHashMap<>();

    /** @param topic may hold {provider}, {source} and {type}; so may the rejected topic, but for {type} */
    RecordMaker(String topic, String rejectedTopic) {
        this.topic = topic;
        this.rejectedTopic = rejectedTopic;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        List<?> elements = BodyList.of(exchange, STEP, "events");
        List<EmailEvent> events = new ArrayList<>(elements.size());
        List<OutboundRecord> records = new ArrayList<>(elements.size());
        for (Object element : elements) {
            EmailEvent event = BodyList.element(element, EmailEvent.class, STEP);
            // one that was changed after validate
            String fault = EventLimits.fault(event);
            if (fault != null) {
                throw new RouteMistake(STEP + " takes what validate has passed: " + fault);
            }
            events.add(event);
            records.add(event(request.source(), event, writer.write(event)));
        }
        request.drop(BodyList.gone(request.events(), events, EmailEvent::id));
        request.events(events);
        request.handOn(exchange, records);
    }

    OutboundRecord event(Source source, EmailEvent event, byte[] value) {
        List<Header> headers = List.of(
                SPEC_VERSION,
                RecordHeaders.header("ce_id", event.id()),
                types.computeIfAbsent(
                        event.type(), type -> RecordHeaders.header("ce_type", "email." + type.wireName())),
                origins.computeIfAbsent(source.name(), name -> RecordHeaders.header("ce_source", "/webhooks/" + name)),
                RecordHeaders.header("ce_time", UtcTimestamp.text(event.occurredAt())),
                CONTENT_TYPE);
        return new OutboundRecord(
                source.eventTag(),
                event.id(),
                topic(topic, source, event.type().wireName()),
                utf8(event.key()),
                value,
                headers);
    }

    /** @param requestId what names the request in its answer and the log */
    OutboundRecord deadLetter(Source source, Rejection rejection, Instant receivedAt, String requestId) {
        List<Header> headers = List.of(
                RecordHeaders.header("reason", rejection.reason()),
                RecordHeaders.header("detail", rejection.detail()),
                RecordHeaders.header("source", source.name()),
                RecordHeaders.header("provider", source.provider()),
                RecordHeaders.header("received_at", UtcTimestamp.text(receivedAt)),
                RecordHeaders.header(RequestId.KEY, requestId));
        String id = EventIds.ofRejected(source.provider(), rejection.raw());
        return new OutboundRecord(
                source.deadLetterTag(rejection.reason()),
                id,
                topic(rejectedTopic, source, "rejected"),
                null,
                rejection.raw(),
                headers);
    }

    private String topic(String template, Source source, String type) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        return topics.computeIfAbsent(
                template + ' ' + source.name() + ' ' + type, key -> template.replace("{provider}", source.provider())
                        .replace("{source}", source.name())
                        .replace("{type}", type));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
