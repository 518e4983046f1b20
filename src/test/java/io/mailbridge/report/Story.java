package io.mailbridge.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.reading.TimeWindow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Tells a counter what happened, an event after the other, two seconds apart from the platform to Kafka. */
final class Story {
    static final Instant BEGIN = Instant.parse("2026-01-06T09:00:00Z");

    private final EventCounter counter;
    private int told;
    private Instant now = BEGIN;

    Story(Grouping... by) {
        counter = new EventCounter(List.of(by));
    }

    Story at(Instant time) {
        now = time;
        return this;
    }

    /** An event of message m to ann@example.com, of campaign Spring. */
    Story tell(String type) {
        return tell(type, "m", "ann@example.com", "Spring");
    }

    Story tell(String type, String message, String recipient, String campaign) {
        return tell(event(type, message, recipient, campaign));
    }

    ObjectNode event(String type, String message, String recipient, String campaign) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("id", "x:" + told)
                .put("type", type)
                .put("provider", "sendgrid")
                .put("source", "shop");
        event.put("occurred_at", now.minusSeconds(2).toString())
                .put("message_id", message)
                .put("recipient", recipient);
        event.putObject("campaign").putNull("id").put("name", campaign);
        return event;
    }

    Story tell(ObjectNode event) {
        return tellValue(event.toString());
    }

    Story tellValue(String value) {
        counter.add(told("email-events", value));
        return this;
    }

    Story reject(String reason) {
        ConsumerRecord<byte[], byte[]> letter = told("email-events.rejected", "{");
        letter.headers().add("reason", reason.getBytes(StandardCharsets.UTF_8));
        counter.addRejected(letter);
        return this;
    }

    private ConsumerRecord<byte[], byte[]> told(String topic, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                topic,
                0,
                told++,
                now.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                bytes.length,
                null,
                bytes,
                new RecordHeaders(),
                Optional.empty());
    }

    Report end() {
        return counter.report(new TimeWindow(BEGIN, null), BEGIN.plusSeconds(3600));
    }
}
