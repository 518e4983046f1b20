package io.mailbridge.reading;

import java.util.regex.Pattern;

/** What a sender wrote, on one line of a terminal: without what could change the terminal, or look like another line. */
public final class Printable {
    private static final Pattern OTHERS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private Printable() {}

    /** A hyphen for null and nothing. */
    public static String of(String text) {
        return text == null || text.isEmpty() ? "-" : OTHERS.matcher(text).replaceAll(" ");
    }
}
