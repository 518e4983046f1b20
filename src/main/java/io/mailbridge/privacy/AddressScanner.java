package io.mailbridge.privacy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Finds the email addresses of a text, plain, percent-encoded or escaped. Searches a bounded distance to the left and
 * right of each encoding of "@", so the time is linear in the text, whatever it holds.
 */
final class AddressScanner {
    private static final int LONGEST_LOCAL_PART = 256;
    private static final int LONGEST_DOMAIN = 255;
    /** Without = / ? and, but for its end, &, which precede addresses in URLs and forms far more often than they are part of them. */
    private static final String ATOM_SIGNS = "!#$'*+-^_`{|}~.";
    /** Begin an address less often than they precede one as punctuation. */
    private static final String LEADING_SIGNS = "!#$&'*+-^`{|}~.";

    private final String text;
    private final boolean ofBytes;
    private int start;
    private int sign;
    private int end;

    private AddressScanner(String text, boolean ofBytes) {
        this.text = text;
        this.ofBytes = ofBytes;
    }

    static AddressScanner of(String text) {
        return new AddressScanner(text, false);
    }

    /** For bytes that are not UTF-8, read as ISO 8859-1: those beyond ASCII may be part of any letter. */
    static AddressScanner ofBytes(String text) {
        return new AddressScanner(text, true);
    }

    /** Goes to the next address; false when there is none. */
    boolean next() {
        int limit = end;
        for (int at = end; at < text.length(); ) {
            EncodedChar encoded = signAt(at);
            if (encoded == null) {
                at++;
                continue;
            }
            int from = at + encoded.length();
            int first = localPart(at, limit);
            int after = domain(from);
            if (first < at && after > from) {
                start = first;
                sign = at;
                end = after;
                return true;
            }
            at = from;
        }
        return false;
    }

    /** Where the address begins. */
    int start() {
        return start;
    }

    /** The address, decoded. */
    String address() {
        StringBuilder address = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = start; at < end; ) {
            EncodedChar encoded = at == sign ? signAt(at) : EncodedChar.at(text, at);
            if (isByte(encoded)) {
                bytes.write(encoded.code());
            } else {
                address.append(bytes.toString(StandardCharsets.UTF_8)).append(encoded.code());
                bytes.reset();
            }
            at += encoded.length();
        }
        return address.append(bytes.toString(StandardCharsets.UTF_8)).toString();
    }

    /**
     * The text with each further address replaced; the text itself where there is none.
     *
     * @param replacement null to leave an address
     */
    String replace(UnaryOperator<String> replacement) {
        StringBuilder out = null;
        int copied = 0;
        while (next()) {
            String other = replacement.apply(address());
            if (other != null) {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, start).append(other);
                copied = end;
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private EncodedChar signAt(int at) {
        char c = text.charAt(at);
        if (c != '@' && c != '%' && c != '\\') {
            return null;
        }
        EncodedChar encoded = EncodedChar.at(text, at);
        return encoded.code() == '@' ? encoded : null;
    }

    private int localPart(int at, int limit) {
        int first = at;
        boolean isEnd = true;
        while (at - first < LONGEST_LOCAL_PART) {
            EncodedChar encoded = EncodedChar.before(text, first, limit);
            isEnd &= encoded != null && encoded.code() == '&';
            if (encoded == null || !isEnd && !isLetter(encoded) && ATOM_SIGNS.indexOf(encoded.code()) < 0) {
                break;
            }
            first -= encoded.length();
        }
        while (first < at && LEADING_SIGNS.indexOf(EncodedChar.at(text, first).code()) >= 0) {
            first += EncodedChar.at(text, first).length();
        }
        return first;
    }

    /** Two dots in a row end a domain, and punctuation at its end is not part of it. */
    private int domain(int from) {
        int last = from;
        boolean isDotted = false;
        char previous = '.';
        for (int at = from; at - from < LONGEST_DOMAIN; ) {
            EncodedChar encoded = EncodedChar.at(text, at);
            if (encoded == null) {
                break;
            }
            at += encoded.length();
            if (isLetter(encoded)) {
                last = at;
                isDotted |= previous == '.' && last - encoded.length() > from;
            } else if (encoded.code() == '.' ? previous == '.' : encoded.code() != '-' && encoded.code() != '_') {
                break;
            }
            previous = encoded.code();
        }
        return isDotted ? last : from;
    }

    private boolean isByte(EncodedChar encoded) {
        return encoded.isByte() || ofBytes && encoded.length() == 1 && encoded.code() >= 0x80;
    }

    private boolean isLetter(EncodedChar encoded) {
        char c = encoded.code();
        return isByte(encoded)
                || Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }
}
