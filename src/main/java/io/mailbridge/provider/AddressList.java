package io.mailbridge.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the addresses of a text as headers of mail hold them: with names, comments, encoded words and groups (RFC 5322,
 * RFC 2047), and with the faults that are common there. Each character is looked at a bounded number of times.
 */
final class AddressList {
    private static final int NONE = -1;

    private final String text;
    private final int most;
    private final List<String> found = new ArrayList<>(1);

    private final StringBuilder word = new StringBuilder();
    /** Addresses of the part without angle brackets; these are names where there is one with them. */
    private final List<String> bare = new ArrayList<>(1);

    private boolean hasSign;
    private boolean hasAngle;
    private int at;
    /** Marks that are not closed are not looked for again. */
    private int noQuoteFrom = Integer.MAX_VALUE;

    private int noCommentBefore;
    private int noEncodedWordBefore;

    private AddressList(String text, int most) {
        this.text = text;
        this.most = most;
    }

    /** The first address of the text, the text where it has neither address nor angle brackets, or null. */
    static String first(String text) {
        if (isPlain(text)) {
            return text;
        }
        List<String> addresses = new AddressList(text, 1).read();
        return addresses.isEmpty() ? otherwise(text) : addresses.get(0);
    }

    /**
     * Adds what {@link #first} would give, and all further addresses.
     *
     * @param most how many the list may then hold
     */
    static void addAll(String text, int most, ArrayNode list) {
        if (isPlain(text)) {
            list.add(text);
            return;
        }
        List<String> addresses = new AddressList(text, most - list.size()).read();
        String otherwise = addresses.isEmpty() ? otherwise(text) : null;
        if (otherwise != null) {
            list.add(otherwise);
        }
        addresses.forEach(list::add);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || "<>(),;:\"".indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A group that lists nobody, as "undisclosed-recipients:;", names nobody. */
    private static String otherwise(String text) {
        String stripped = text.strip();
        boolean isNobody = stripped.isEmpty() || stripped.indexOf('<') >= 0 || stripped.matches("[^:]*:[\\s;]*");
        return isNobody ? null : stripped;
    }

    private List<String> read() {
        while (at < text.length() && found.size() < most) {
            char c = text.charAt(at);
            if (c == '<') {
                readAngle();
            } else if (c == ',' || c == ';') {
                endPart();
                at++;
            } else if (c <= ' ' || c == ':') {
                endWord(c == ':');
                at++;
            } else if (!skipsComment() && !skipsEncodedWord()) {
                readWord();
            }
        }
        endPart();
        return found;
    }

    private void readWord() {
        int from = at;
        int quote = text.charAt(at) == '"' ? closingQuote(at) : NONE;
        at = quote == NONE ? at + 1 : quote + 1;
        hasSign |= quote == NONE && text.charAt(from) == '@';
        word.append(text, from, at);
    }

    /** @param isLabel whether it was the name of a group, or "mailto" */
    private void endWord(boolean isLabel) {
        if (isLabel && hasSign && word.indexOf("[") >= 0) {
            word.append(':'); // an IPv6 address
            return;
        }
        String address = hasSign ? address(word.toString()) : null;
        if (address != null && bare.size() < most) {
            bare.add(address);
        }
        word.setLength(0);
        hasSign = false;
    }

    private void endPart() {
        endWord(false);
        if (!hasAngle) {
            found.addAll(bare);
        }
        bare.clear();
        hasAngle = false;
    }

    private void readAngle() {
        endWord(false);
        int from = ++at;
        while (at < text.length() && "<>,;".indexOf(text.charAt(at)) < 0) {
            int quote = text.charAt(at) == '"' ? closingQuote(at) : NONE;
            at = quote == NONE ? at + 1 : quote + 1;
        }
        String address = address(text.substring(from, at).strip());
        if (address != null) {
            found.add(address);
            hasAngle = true;
        }
        if (at < text.length() && text.charAt(at) == '>') {
            at++;
        }
    }

    /** Null where it is none: there is something on both sides of the sign, and no blank. */
    private static String address(String text) {
        int sign = text.lastIndexOf('@');
        int colon = text.lastIndexOf(':', sign);
        int from = colon < 0 || text.indexOf('"') >= 0 ? 0 : colon + 1;
        boolean isQuoted = text.startsWith("\"", from);
        boolean isAddress = sign > from
                && sign < text.length() - 1
                && (isQuoted || text.chars().noneMatch(c -> c <= ' '));
        return isAddress ? text.substring(from) : null;
    }

    private int closingQuote(int open) {
        if (open >= noQuoteFrom) {
            return NONE;
        }
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                return i;
            }
            i += text.charAt(i) == '\\' ? 1 : 0;
        }
        noQuoteFrom = open;
        return NONE;
    }

    /** A comment holds no address in angle brackets: ":-(" in a name is none. */
    private boolean skipsComment() {
        if (text.charAt(at) != '(' || at < noCommentBefore) {
            return false;
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != ')' && text.charAt(end) != '<') {
            end++;
        }
        if (end == text.length() || text.charAt(end) == '<') {
            noCommentBefore = end;
            return false;
        }
        endWord(false);
        at = end + 1;
        return true;
    }

    /** {@code =?charset?encoding?text?=}, whose text may hold what separates addresses. */
    private boolean skipsEncodedWord() {
        if (!text.startsWith("=?", at) || at < noEncodedWordBefore) {
            return false;
        }
        int marks = 0;
        for (int end = at + 2; end < text.length() && text.charAt(end) > ' '; end++) {
            if (text.charAt(end) == '?' && ++marks > 2 && text.startsWith("?=", end)) {
                endWord(false);
                at = end + 2;
                return true;
            }
            noEncodedWordBefore = end;
        }
        return false;
    }
}
