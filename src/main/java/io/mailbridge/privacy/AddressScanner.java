package io.mailbridge.privacy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Finds email addresses in a text and replaces them. Looks a bounded way left and right of each sign that may stand for
 * "@", so the time is linear in the text, whatever it holds.
 */
final class AddressScanner {
    private static final String PERCENT_SIGN = "%40";
    /** The sign itself, percent-encoded as in URLs and forms, and as JSON may write it. */
    private static final List<String> SIGNS = List.of("@", PERCENT_SIGN, "\\u0040");

    private static final int LONGEST_LOCAL_PART = 256;
    private static final int LONGEST_DOMAIN = 255;
    private static final String ATOM_SIGNS = "!#$&'*+-/=?^_`{|}~.";
    /** Stand before an address in texts and URLs more often than they begin one. */
    private static final String LEADING_SIGNS = "!#$&'*+-/=?^`{|}~.";

    private static final String SEPARATORS = "=/?&";

    private final boolean ofBytes;
    private final Charset charset;

    private AddressScanner(boolean ofBytes) {
        this.ofBytes = ofBytes;
        this.charset = ofBytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    static AddressScanner ofText() {
        return new AddressScanner(false);
    }

    /** For bytes taken for ISO 8859-1: those of other characters may be any. */
    static AddressScanner ofBytes() {
        return new AddressScanner(true);
    }

    /**
     * @param kept texts that look like addresses and are none: message ids
     * @return the text itself where it holds no address
     */
    String replace(String text, List<String> kept, UnaryOperator<String> pseudonym) {
        StringBuilder out = null;
        int copied = 0;
        for (int at = nextSign(text, 0); at >= 0; ) {
            String sign = signAt(text, at);
            int from = at + sign.length();
            boolean encoded = sign.equals(PERCENT_SIGN);
            int start = localPart(text, at, copied, encoded);
            int end = domain(text, from);
            boolean isAddress = start < at && end > from;
            if (isAddress && !isKept(text, at, kept)) {
                String local = text.substring(start, at);
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, start)
                        .append(pseudonym.apply((encoded ? decoded(local) : local) + "@" + text.substring(from, end)));
                copied = end;
            }
            at = nextSign(text, isAddress ? end : from);
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private static boolean isKept(String text, int at, List<String> kept) {
        for (String id : kept) {
            int sign = id.indexOf('@');
            if (sign >= 0 && text.startsWith(id, at - sign)) {
                return true;
            }
        }
        return false;
    }

    private static int nextSign(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '@' || c == '%' || c == '\\') && signAt(text, i) != null) {
                return i;
            }
        }
        return -1;
    }

    private static String signAt(String text, int at) {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                return sign;
            }
        }
        return null;
    }

    private int localPart(String text, int at, int limit, boolean encoded) {
        int start = at;
        while (at - start < LONGEST_LOCAL_PART) {
            int step = atomBefore(text, start, limit, encoded);
            if (step == 0) {
                break;
            }
            start -= step;
        }
        for (int i = at - 1; i >= start; i--) {
            if (SEPARATORS.indexOf(text.charAt(i)) >= 0) {
                start = i + 1;
            }
        }
        while (start < at && LEADING_SIGNS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return start;
    }

    /** How many characters before the place make one of a local part: 1, 3 where it is percent-encoded, or none. */
    private int atomBefore(String text, int place, int limit, boolean encoded) {
        if (encoded && place - 3 >= limit && text.charAt(place - 3) == '%') {
            int code = code(text, place - 3);
            return code >= 0 && (isAtom((char) code) || code >= 0x80) ? 3 : 0;
        }
        return place > limit && isAtom(text.charAt(place - 1)) ? 1 : 0;
    }

    private String decoded(String local) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < local.length(); i++) {
            int code = local.charAt(i) == '%' ? code(local, i) : -1;
            if (code < 0) {
                bytes.writeBytes(local.substring(i, i + 1).getBytes(charset));
            } else {
                bytes.write(code);
                i += 2;
            }
        }
        return bytes.toString(charset);
    }

    private static int code(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(percent + 1), 16);
        int low = Character.digit(text.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private int domain(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < LONGEST_DOMAIN && isDomain(text, end, from)) {
            end++;
        }
        while (end > from && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-')) {
            end--;
        }
        boolean hasDot = text.substring(from, end).indexOf('.') > 0;
        return hasDot ? end : from;
    }

    private boolean isAtom(char c) {
        return isLetter(c) || ATOM_SIGNS.indexOf(c) >= 0;
    }

    /** Two dots in a row end a domain: what follows is punctuation. */
    private boolean isDomain(String text, int at, int from) {
        char c = text.charAt(at);
        return isLetter(c) || c == '-' || c == '.' && at > from && text.charAt(at - 1) != '.';
    }

    private boolean isLetter(char c) {
        return Character.isLetterOrDigit(c) || ofBytes && c >= 0x80;
    }
}
