package io.mailbridge.privacy;

import io.mailbridge.event.EmailEvent;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Shows addresses as {@code a***@example.org} where people look at events: whose they are cannot be read, which domain
 * they belong to can. Message ids look like addresses and are left as they are.
 */
public final class AddressMask {
    private static final String HIDDEN = "***";
    /** Of fewer, the first one says too much. */
    private static final int SHORTEST_WITH_INITIAL = 3;

    private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{64}");
    private static final Pseudonymizer ADDRESSES = new Pseudonymizer(AddressMask::recipient);

    private AddressMask() {}

    /** A recipient, whatever it is: an address, a name of the platform's own, a pseudonym (which stays); null stays null. */
    public static String recipient(String recipient) {
        if (recipient == null || PSEUDONYM.matcher(recipient).matches()) {
            return recipient;
        }
        int sign = recipient.lastIndexOf('@');
        int end = sign < 0 ? recipient.length() : sign;
        String initial = recipient.codePointCount(0, end) < SHORTEST_WITH_INITIAL
                ? ""
                : recipient.substring(0, recipient.offsetByCodePoints(0, 1));
        return initial + HIDDEN + (sign < 0 ? "" : recipient.substring(sign));
    }

    /** The text with each address in it masked, plain or encoded; null stays null. */
    public static String text(String text) {
        return text == null ? null : AddressScanner.of(text).replace(AddressMask::recipient);
    }

    /** A copy of the event without readable addresses, in any of its members. */
    public static EmailEvent event(EmailEvent event) {
        return ADDRESSES.event(event);
    }

    /** A payload, which may be anything, as text to look at. */
    public static String payload(byte[] raw) {
        return new String(ADDRESSES.bytes(raw), StandardCharsets.UTF_8);
    }
}
