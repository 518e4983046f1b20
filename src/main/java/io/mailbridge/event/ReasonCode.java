package io.mailbridge.event;

import java.util.Locale;

/** Why a message was not delivered, in the words shared by all platforms. */
public enum ReasonCode {
    INVALID_ADDRESS,
    MAILBOX_FULL,
    MAILBOX_INACTIVE,
    DOMAIN_INVALID,
    GREYLISTED,
    THROTTLED,
    TIMED_OUT,
    REPUTATION,
    SPAM_CONTENT,
    CONTENT_REJECTED,
    MESSAGE_TOO_LARGE,
    POLICY,
    PREVIOUSLY_BOUNCED,
    PREVIOUSLY_COMPLAINED,
    PREVIOUSLY_UNSUBSCRIBED,
    SUPPRESSED,
    RENDERING_ERROR,
    QUOTA,
    DUPLICATE,
    UNKNOWN;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in the common record, for example {@code mailbox_full}. */
    public String wireName() {
        return wireName;
    }

    /** As consumers see it, so that a route compares it with that name. */
    @Override
    public String toString() {
        return wireName;
    }
}
