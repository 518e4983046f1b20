package io.mailbridge.bench.scale;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as they are written on the command line and printed in the table. */
public final class Quantity {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]*)");
    private static final Map<String, Double> SECONDS = Map.of("s", 1.0, "m", 60.0, "h", 3_600.0, "d", 86_400.0);
    private static final Map<String, Double> BYTES = Map.of("MB", 1e6, "GB", 1e9, "TB", 1e12);

    private Quantity() {}

    /** @throws IllegalArgumentException unless it is a number with s, m, h or d */
    public static double seconds(String text) {
        return parse(text, SECONDS, "a time such as 90s, 10m, 2h or 1d");
    }

    /** @throws IllegalArgumentException unless it is a number with MB, GB or TB */
    public static double bytes(String text) {
        return parse(text, BYTES, "a size such as 500MB, 100GB or 2TB");
    }

    /** Three digits or so, in the largest unit that leaves a number of at least 1. */
    static String time(double seconds) {
        if (Double.isNaN(seconds)) {
            return "-";
        }
        if (Double.isInfinite(seconds)) {
            return "never";
        }
        if (seconds < 120) {
            return digits(seconds) + " s";
        }
        return seconds < 7_200 ? digits(seconds / 60) + " min" : digits(seconds / 3_600) + " h";
    }

    static String size(double bytes) {
        return bytes < 1e9
                ? digits(bytes / 1e6) + " MB"
                : bytes < 1e12 ? digits(bytes / 1e9) + " GB" : digits(bytes / 1e12) + " TB";
    }

    static String count(double number) {
        return Double.isInfinite(number) ? "no limit" : String.format(Locale.ROOT, "%,.0f", number);
    }

    /** Without a fraction where it has none. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%,.0f", value);
    }

    private static double parse(String text, Map<String, Double> units, String wanted) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            throw new IllegalArgumentException("'%s' is not %s".formatted(text, wanted));
        }
        return Double.parseDouble(matcher.group(1)) * units.get(matcher.group(2));
    }
}
