package io.mailbridge.settings;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration that the bridge refuses to start with; the message names the key, the value and what is allowed. */
public final class InvalidSetting extends IllegalArgumentException {
    private static final List<String> MAY_HOLD_SECRETS =
            List.of("bridge.sources.", "bridge.buffer.", "bridge.event.recipient", "bridge.management.");

    private static final Pattern KEY = Pattern.compile("(?:bridge|camel|mailbridge)\\.[^\\s=]+");

    private final String key;

    /** @param message begins with the key */
    public InvalidSetting(String message) {
        super(message);
        Matcher matcher = KEY.matcher(message);
        this.key = matcher.lookingAt() ? matcher.group() : null;
    }

    /** A value that is not allowed for its key; the credentials within an address are left out. */
    public InvalidSetting(String key, String value, String allowed) {
        this(key + "=" + withoutCredentials(value) + " is not valid; allowed: " + allowed);
    }

    /** A value that is none of the names that are allowed. */
    public static InvalidSetting noneOf(String key, String value, Collection<String> names) {
        return new InvalidSetting(key, value, "one of " + String.join(", ", names) + meant(value, names));
    }

    /**
     * A key that does not exist. Next to credentials it may be a mistyped one of those, so its value is left out.
     *
     * @param known keys that may have been meant
     */
    public static InvalidSetting unknownKey(String key, String value, Collection<String> known, String allowed) {
        boolean mayBeSecret = MAY_HOLD_SECRETS.stream().anyMatch(key::startsWith);
        return new InvalidSetting(key + "=" + (mayBeSecret ? "***" : value) + " is not a known key; allowed: " + allowed
                + meant(key, known));
    }

    private static String meant(String wrong, Collection<String> names) {
        String nearest = NearestName.of(wrong, names);
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    /** The key at fault, or null where it is not a single key. */
    public String key() {
        return key;
    }

    private static String withoutCredentials(String value) {
        return value.replaceAll("//[^/@]*@", "//***@").replaceAll("(?i)(password=)[^&]*", "$1***");
    }
}
