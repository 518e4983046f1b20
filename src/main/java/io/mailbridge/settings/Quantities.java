package io.mailbridge.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations (1500ms, 14d) and sizes (512KB) as they are written in application.properties. */
public final class Quantities {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(b|kb|mb|gb)?");

    private static final Duration MOST_TOLERANCE = Duration.ofDays(30);

    private Quantities() {}

    /** The duration, or null where the text is not one. */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** The age that a signed timestamp may have: 0, which turns the check off, or up to 30 d; null where it is neither. */
    public static Duration tolerance(String text) {
        Duration tolerance = text.equals("0") ? Duration.ZERO : duration(text);
        return tolerance == null || tolerance.compareTo(MOST_TOLERANCE) > 0 ? null : tolerance;
    }

    /** The size in bytes, or -1 where the text is not one. */
    static long size(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return -1;
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "b" : matcher.group(2);
        return switch (unit) {
            case "kb" -> amount << 10;
            case "mb" -> amount << 20;
            case "gb" -> amount << 30;
            default -> amount;
        };
    }
}
