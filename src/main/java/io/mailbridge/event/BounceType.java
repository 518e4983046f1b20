package io.mailbridge.event;

import java.util.Locale;

/** How final a bounce is: {@code hard} is about the address, {@code block} about the sender or the message. */
public enum BounceType {
    HARD,
    SOFT,
    BLOCK,
    UNDETERMINED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in the common record, for example {@code hard}. */
    public String wireName() {
        return wireName;
    }

    /** As consumers see it, so that a route compares it with that name. */
    @Override
    public String toString() {
        return wireName;
    }
}
