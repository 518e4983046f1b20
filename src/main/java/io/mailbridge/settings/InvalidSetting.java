package io.mailbridge.settings;

import java.util.List;

/** A configuration that the bridge refuses to start with; the message names the key, the value and what is allowed. */
public final class InvalidSetting extends IllegalArgumentException {
    private static final List<String> MAY_HOLD_SECRETS =
            List.of("bridge.sources.", "bridge.buffer.", "bridge.event.recipient", "bridge.management.");

    public InvalidSetting(String message) {
        super(message);
    }

    /** A value that is not allowed for its key; the credentials within an address are left out. */
    public InvalidSetting(String key, String value, String allowed) {
        this(key + "=" + withoutCredentials(value) + " is not valid; allowed: " + allowed);
    }

    /** A key that does not exist. Where credentials stand it may be a mistyped one, so its value is left out there. */
    public static InvalidSetting unknownKey(String key, String value, String allowed) {
        boolean mayBeSecret = MAY_HOLD_SECRETS.stream().anyMatch(key::startsWith);
        return new InvalidSetting(
                key + "=" + (mayBeSecret ? "***" : value) + " is not a known key; allowed: " + allowed);
    }

    private static String withoutCredentials(String value) {
        return value.replaceAll("//[^/@]*@", "//***@").replaceAll("(?i)(password=)[^&]*", "$1***");
    }
}
