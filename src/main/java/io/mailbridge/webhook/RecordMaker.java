package io.mailbridge.webhook;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventIds;
import io.mailbridge.event.EventType;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.UtcTimestamp;
import io.mailbridge.provider.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Makes the Kafka record of an event: topic, key, and the headers of the CloudEvents 1.0 Kafka binding in binary mode.
 * And that of a dead letter, whose headers say why it is one.
 */
final class RecordMaker {
    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header CONTENT_TYPE = header("content-type", "application/json");

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

    OutboundRecord event(Source source, EmailEvent event, byte[] value) {
        List<Header> headers = List.of(
                SPEC_VERSION,
                header("ce_id", event.id()),
                types.computeIfAbsent(event.type(), type -> header("ce_type", "email." + type.wireName())),
                origins.computeIfAbsent(source.name(), name -> header("ce_source", "/webhooks/" + name)),
                header("ce_time", UtcTimestamp.text(event.occurredAt())),
                CONTENT_TYPE);
        return new OutboundRecord(
                source.eventTag(),
                event.id(),
                topic(topic, source, event.type().wireName()),
                utf8(event.key()),
                value,
                headers);
    }

    OutboundRecord deadLetter(Source source, Rejection rejection, Instant receivedAt) {
        List<Header> headers = List.of(
                header("reason", rejection.reason()),
                header("detail", rejection.detail()),
                header("source", source.name()),
                header("provider", source.provider()),
                header("received_at", UtcTimestamp.text(receivedAt)));
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

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
