package io.mailbridge.settings;

/** A configuration that the bridge refuses to start with; the message names the key, the value and what is allowed. */
public final class InvalidSetting extends IllegalArgumentException {
    public InvalidSetting(String message) {
        super(message);
    }

    /** A value that is not allowed for its key; the credentials within an address are left out. */
    public InvalidSetting(String key, String value, String allowed) {
        this(key + "=" + withoutCredentials(value) + " is not valid; allowed: " + allowed);
    }

    /** A key that does not exist. Where credentials stand it may be a mistyped one, so its value is left out there. */
    public static InvalidSetting unknownKey(String key, String value, String allowed) {
        boolean mayBeSecret = key.startsWith("bridge.sources.") || key.startsWith("bridge.buffer.");
        return new InvalidSetting(
                key + "=" + (mayBeSecret ? "***" : value) + " is not a known key; allowed: " + allowed);
    }

    private static String withoutCredentials(String value) {
        return value.replaceAll("//[^/@]*@", "//***@").replaceAll("(?i)(password=)[^&]*", "$1***");
    }
}
