package io.mailbridge.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.header.Header;

/**
 * A record on its way to Kafka, with its outcome. The producer notes the outcome of each record, so that what was not
 * acknowledged, and only that, goes to the buffer. Without an outcome it counts as not acknowledged. A route changes
 * one by putting a changed copy in its place ({@code withTopic(...)}), which is a new record without an outcome.
 */
public final class OutboundRecord {
    private static final Set<String> OF_DEAD_LETTER =
            Set.of("reason", "detail", "source", "provider", "received_at", "request_id");

    private final Tag tag;
    private final String eventId;
    private final String topic;
    private final byte[] key;
    private final byte[] value;
    private volatile List<Header> headers;
    private volatile boolean acknowledged;
    private volatile boolean stored;
    private boolean replayed;
    private volatile Exception failure;

    /**
     * @param tag where the event came from, for the metrics
     * @param eventId id of the common event, the same when the platform sends it again
     * @param topic Kafka topic
     * @param key UTF-8 record key, may be null
     * @param value UTF-8 JSON, or a raw body in a dead letter
     * @param headers record headers, all of them
     */
    public OutboundRecord(Tag tag, String eventId, String topic, byte[] key, byte[] value, List<Header> headers) {
        this.tag = tag;
        this.eventId = eventId;
        this.topic = topic;
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    /**
     * What the ledger counts a record under.
     *
     * @param rejection reason of a dead letter, null for an event
     */
    public record Tag(String source, String provider, String rejection) {
        public boolean isDeadLetter() {
            return rejection != null;
        }
    }

    /** @param changed name of a Kafka topic */
    public OutboundRecord withTopic(String changed) {
        return new OutboundRecord(tag, eventId, changed, key, value, headers);
    }

    /** @param changed the record key, or null */
    public OutboundRecord withKey(String changed) {
        byte[] bytes = changed == null ? null : changed.getBytes(StandardCharsets.UTF_8);
        return new OutboundRecord(tag, eventId, topic, bytes, value, headers);
    }

    /** @param changed the record value, as it is to be on the topic */
    public OutboundRecord withValue(byte[] changed) {
        return new OutboundRecord(tag, eventId, topic, key, changed, headers);
    }

    /** @param text the new value of the header of this name; null removes it */
    public OutboundRecord withHeader(String name, String text) {
        List<Header> changed = new ArrayList<>(headers);
        changed.removeIf(header -> header.key().equalsIgnoreCase(name));
        if (text != null) {
            changed.add(RecordHeaders.header(name, text));
        }
        return new OutboundRecord(tag, eventId, topic, key, value, changed);
    }

    /** @param changed record headers, all of them */
    public OutboundRecord withHeaders(List<Header> changed) {
        return new OutboundRecord(tag, eventId, topic, key, value, changed);
    }

    public Tag tag() {
        return tag;
    }

    public String eventId() {
        return eventId;
    }

    public String topic() {
        return topic;
    }

    public byte[] key() {
        return key;
    }

    public byte[] value() {
        return value;
    }

    public List<Header> headers() {
        return headers;
    }

    /** A header as text, or null. */
    public String header(String name) {
        for (Header header : headers) {
            if (header.key().equalsIgnoreCase(name)) {
                return new String(header.value(), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** Its headers with further ones, which replace those of the same name except the bridge's own. */
    public List<Header> headersWith(List<Header> further) {
        if (further.isEmpty()) {
            return headers;
        }
        List<Header> merged = new ArrayList<>(headers);
        for (Header header : further) {
            if (!isOfBridge(header.key())) {
                merged.removeIf(old -> old.key().equalsIgnoreCase(header.key()));
                merged.add(header);
            }
        }
        return merged;
    }

    private boolean isOfBridge(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return tag.isDeadLetter()
                ? OF_DEAD_LETTER.contains(lower)
                : lower.startsWith("ce_") || lower.equals("content-type");
    }

    /** Adds headers of the message for good, so that it has them however it is sent. */
    public void takeOn(List<Header> ofMessage) {
        headers = headersWith(ofMessage);
    }

    /** Marks it as read from the buffer. */
    public OutboundRecord replayed() {
        replayed = true;
        return this;
    }

    /** True where it comes from the buffer, and no sender waits for its answer. */
    public boolean isReplayed() {
        return replayed;
    }

    /** True only after the broker's acknowledgement (acks=all). */
    public boolean acknowledged() {
        return acknowledged;
    }

    /** True after Kafka's acknowledgement or the buffer's commit: the sender may forget the event. */
    public boolean isDurable() {
        return acknowledged || stored;
    }

    /** Why the last attempt failed, or null. */
    public Exception failure() {
        return failure;
    }

    public void acknowledge() {
        failure = null;
        acknowledged = true;
    }

    /** The buffer has committed its row. */
    public void store() {
        stored = true;
    }

    public void fail(Exception cause) {
        failure = cause;
    }

    /** Without its value and key: what a log line shows of a record. */
    @Override
    public String toString() {
        return "OutboundRecord[" + eventId + " for " + topic + ']';
    }
}
