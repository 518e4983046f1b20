package io.mailbridge.privacy;

/**
 * One character of a text, literal or encoded: percent-encoded as in URLs and forms, or escaped as in JSON; also when
 * it was encoded several times, as JSON within a text of JSON or a link within a link.
 *
 * @param code the character, or where {@code isByte} one byte of its UTF-8
 * @param length of its encoding
 */
record EncodedChar(char code, int length, boolean isByte) {
    /** How often an encoded text may have been encoded again. */
    private static final int NESTING = 3;
    /** JSON doubles backslashes each time. */
    private static final int BACKSLASHES = 1 << NESTING;

    private static final String ENCODED_BACKSLASH = "%5C";
    private static final String ENCODED_PERCENT = "25";

    /** The character that ends before the place, or null where none does after the limit. */
    static EncodedChar before(String text, int place, int limit) {
        if (place <= limit) {
            return null;
        }
        char last = text.charAt(place - 1);
        if (last == 'n' || last == 'r' || last == 't') {
            int slashes = backslashesBefore(text, place - 1, limit);
            return slashes == 0 ? literal(last) : new EncodedChar(' ', 1 + slashes, false);
        }
        int code = hex(text, place - 4, 4);
        if (code >= 0 && place - 5 > limit && text.charAt(place - 5) == 'u') {
            int slashes = backslashesBefore(text, place - 5, limit);
            if (slashes > 0) {
                return new EncodedChar((char) code, 5 + slashes, false);
            }
        }
        code = hex(text, place - 2, 2);
        int percent = place - 3;
        for (int i = 0; code >= 0 && i <= NESTING && percent >= limit; i++) {
            if (text.charAt(percent) == '%') {
                return percentEncoded(code, place - percent);
            }
            if (!text.startsWith(ENCODED_PERCENT, percent - 1)) {
                break;
            }
            percent -= ENCODED_PERCENT.length();
        }
        return literal(last);
    }

    /** The character that begins at the place, or null at the end. */
    static EncodedChar at(String text, int place) {
        if (place >= text.length()) {
            return null;
        }
        char first = text.charAt(place);
        if (first != '%' && first != '\\') {
            return literal(first);
        }
        int after = place;
        for (int i = 0; i < BACKSLASHES && backslashAt(text, after) > 0; i++) {
            after += backslashAt(text, after);
        }
        if (after > place) {
            int code = text.startsWith("u", after) ? hex(text, after + 1, 4) : -1;
            return code < 0 ? literal('\\') : new EncodedChar((char) code, after + 5 - place, false);
        }
        int digits = place + 1;
        for (int i = 0; i < NESTING && text.startsWith(ENCODED_PERCENT, digits) && hex(text, digits + 2, 2) >= 0; i++) {
            digits += ENCODED_PERCENT.length();
        }
        int code = hex(text, digits, 2);
        return code < 0 ? literal(first) : percentEncoded(code, digits + 2 - place);
    }

    private static EncodedChar literal(char code) {
        return new EncodedChar(code, 1, false);
    }

    private static EncodedChar percentEncoded(int code, int length) {
        return new EncodedChar((char) code, length, code >= 0x80);
    }

    private static int backslashesBefore(String text, int place, int limit) {
        int start = place;
        for (int i = 0; i < BACKSLASHES; i++) {
            if (start > limit && text.charAt(start - 1) == '\\') {
                start--;
            } else if (start - 3 >= limit && backslashAt(text, start - 3) == 3) {
                start -= 3;
            } else {
                break;
            }
        }
        return place - start;
    }

    /** Length of the encoded backslash there, 0 where there is none. */
    private static int backslashAt(String text, int place) {
        if (text.startsWith("\\", place)) {
            return 1;
        }
        return text.regionMatches(true, place, ENCODED_BACKSLASH, 0, 3) ? 3 : 0;
    }

    /** -1 where not all are hexadecimal digits. */
    private static int hex(String text, int from, int digits) {
        if (from < 0 || from + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
