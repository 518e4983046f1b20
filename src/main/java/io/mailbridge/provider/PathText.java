package io.mailbridge.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The text of a path, taken apart.
 *
 * @param root where it starts, such as {@code $envelope}; null for the event
 * @param names null for {@code *}, which is a name where it is in quotes
 */
record PathText(String text, String root, List<String> names, List<String> filters) {
    private static final String FILTER = " | ";
    private static final char QUOTE = '\'';

    /** @throws IllegalArgumentException with the reason when it is not a path */
    static PathText of(String written) {
        String text = written.strip();
        List<String> names = new ArrayList<>();
        boolean isRooted = text.startsWith("$");
        int at = 0;
        int end;
        do {
            boolean isQuoted = at < text.length() && text.charAt(at) == QUOTE;
            end = isQuoted ? endOfQuoted(text, at) : endOfPlain(text, at);
            String name = isQuoted ? text.substring(at + 1, end - 1) : text.substring(at, end);
            boolean isLast = end == text.length() || text.startsWith(FILTER, end);
            if (name.isBlank() || !isLast && text.charAt(end) != '.') {
                throw notAPath(written);
            }
            names.add(!isQuoted && name.equals("*") ? null : name);
            at = end + 1;
        } while (end < text.length() && !text.startsWith(FILTER, end));
        String[] filters = text.substring(end).split(" \\| ");
        return new PathText(
                text.substring(0, end),
                isRooted ? names.remove(0) : null,
                names,
                Arrays.stream(filters).skip(1).map(String::strip).toList());
    }

    private static int endOfQuoted(String text, int from) {
        int close = text.indexOf(QUOTE, from + 1);
        if (close < 0) {
            throw notAPath(text);
        }
        return close + 1;
    }

    private static int endOfPlain(String text, int from) {
        int dot = text.indexOf('.', from);
        int filter = text.indexOf(FILTER, from);
        int end = filter < 0 || dot >= 0 && dot < filter ? dot : filter;
        return end < 0 ? text.length() : end;
    }

    private static IllegalArgumentException notAPath(String text) {
        return new IllegalArgumentException("'" + text + "' is not a path: names joined with single dots, as in"
                + " 'email' or 'data.user.email'; a name with dots in it is in single quotes");
    }
}
