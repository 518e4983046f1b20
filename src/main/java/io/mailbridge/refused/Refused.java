package io.mailbridge.refused;

import java.time.Instant;
import java.util.Arrays;

/**
 * An event or body that did not become a record on its topic, wherever it is kept: a parked row, or a dead letter on a topic.
 *
 * @param id of the row, or topic-partition-offset
 * @param reason a fixed code: why it was parked, or why it is a dead letter, as found by the last try
 * @param detail a sentence, or null
 * @param rejection of a parked row that is a dead letter, its reason; otherwise null
 * @param type common type of an event; null where it is not known
 * @param time when it was parked, or when the request was received
 * @param tries how often Kafka, or the profile and the routes, have refused it
 * @param resubmittedAt when it became events; null for all that still is refused
 * @param topic the topic that a parked row is for, or that a dead letter is on
 * @param eventId id of the common event, or a hash of a dead letter
 * @param headers of the record, as JSON
 * @param key null where the record has none
 * @param value what would be, or is, on the topic
 */
public record Refused(
        String id,
        String reason,
        String detail,
        String rejection,
        String source,
        String provider,
        String type,
        Instant time,
        int tries,
        Instant resubmittedAt,
        String topic,
        String eventId,
        String headers,
        byte[] key,
        byte[] value) {

    /** The same with the first bytes of its value, for a list. */
    Refused cut(int bytes) {
        return value.length <= bytes
                ? this
                : new Refused(
                        id,
                        reason,
                        detail,
                        rejection,
                        source,
                        provider,
                        type,
                        time,
                        tries,
                        resubmittedAt,
                        topic,
                        eventId,
                        headers,
                        key,
                        Arrays.copyOf(value, bytes));
    }

    /**
     * The same after it was resubmitted.
     *
     * @param again why it was refused again; null where it became events
     */
    Refused after(int allTries, String again, String why, Instant at) {
        return new Refused(
                id,
                again == null ? reason : again,
                again == null ? detail : why,
                rejection,
                source,
                provider,
                type,
                time,
                allTries,
                again == null ? at : null,
                topic,
                eventId,
                headers,
                key,
                value);
    }
}
