package io.mailbridge.settings;

/** A configuration that the bridge refuses to start with; the message names the key, the value and what is allowed. */
public final class InvalidSetting extends IllegalArgumentException {
    public InvalidSetting(String message) {
        super(message);
    }

    /** A value that is not allowed for its key. */
    public InvalidSetting(String key, String value, String allowed) {
        this(key + "=" + value + " is not valid; allowed: " + allowed);
    }
}
