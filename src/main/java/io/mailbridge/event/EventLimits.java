package io.mailbridge.event;

/**
 * What consumers may rely on, whatever profile or route made an event: sizes that keys, headers and columns can hold.
 */
public final class EventLimits {
    static final int MAX_ID_LENGTH = 512;
    static final int MAX_RECIPIENT_LENGTH = 1024;

    private EventLimits() {}

    /** A sentence that says which limit the event exceeds, without any of its values; null where it is within all. */
    public static String fault(EmailEvent event) {
        if (event.id().isBlank()) {
            return "The event has no id.";
        }
        if (event.id().length() > MAX_ID_LENGTH) {
            return "The event's id is longer than " + MAX_ID_LENGTH + " characters.";
        }
        if (event.recipient() != null && event.recipient().length() > MAX_RECIPIENT_LENGTH) {
            return "The event's recipient is longer than " + MAX_RECIPIENT_LENGTH + " characters.";
        }
        return null;
    }
}
