package io.mailbridge;

import io.mailbridge.settings.InvalidSetting;
import org.apache.camel.PropertyBindingException;

/** Puts what stopped the start into one line: the innermost cause says it, the outer ones say where they met it. */
final class StartFailure {
    private StartFailure() {}

    static String line(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof PropertyBindingException)
                && cause.getCause() != null
                && cause.getCause() != cause
                && !(cause instanceof InvalidSetting)) {
            cause = cause.getCause();
        }
        if (cause instanceof PropertyBindingException refused && refused.getOptionKey() != null) {
            return refusedKey(refused);
        }
        String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        return message.replaceAll("\\s+", " ").trim();
    }

    /** Camel's own message shows the value, which may be a password under a mistyped key. */
    private static String refusedKey(PropertyBindingException refused) {
        String prefix = refused.getOptionPrefix();
        String key = (prefix.endsWith(".") ? prefix : prefix + ".") + refused.getOptionKey();
        return key + " is refused by Camel: it has no option of this name, or the value is none of its kind";
    }
}
