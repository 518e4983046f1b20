package io.mailbridge.event;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What happened to a message, in the words shared by all platforms. Why it happened is {@link ReasonCode}. */
public enum EventType {
    PROCESSED,
    SENT,
    DEFERRED,
    DELIVERED,
    BOUNCED,
    DROPPED,
    FAILED,
    OPENED,
    CLICKED,
    COMPLAINED,
    UNSUBSCRIBED,
    RESUBSCRIBED,
    AUTO_RESPONDED,
    SUPPRESSION_CHANGED,
    ACCOUNT,
    OTHER,
    UNKNOWN;

    private static final Map<String, EventType> BY_WIRE_NAME = new HashMap<>();

    static {
        for (EventType type : values()) {
            BY_WIRE_NAME.put(type.wireName, type);
        }
    }

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in the common record, for example {@code auto_responded}. */
    public String wireName() {
        return wireName;
    }

    /** As consumers see it, so that a route compares it with that name. */
    @Override
    public String toString() {
        return wireName;
    }

    public static Optional<EventType> ofWireName(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }
}
