package io.mailbridge.event;

import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * A record on its way to Kafka, with what became of it. The producer notes the outcome of each record, so that what
 * was not acknowledged, and only that, goes to the buffer. No outcome yet counts as not acknowledged.
 */
public final class OutboundRecord {
    private final Tag tag;
    private final String eventId;
    private final String topic;
    private final byte[] key;
    private final byte[] value;
    private final List<Header> headers;
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

    /** Marks it as made of a row of the buffer. */
    public OutboundRecord replayed() {
        replayed = true;
        return this;
    }

    /** True where it waits in the buffer, and not its sender for an answer. */
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
}
