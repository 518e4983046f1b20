package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the forms in which platforms write a time: Unix seconds or milliseconds, as number or text, with or without
 * fraction, and ISO 8601 with any fraction, with offset or, taken as UTC, without.
 */
final class TimestampReader {
    /** No platform sends times after the year 5138, so a greater number counts milliseconds. */
    private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

    private static final int LONGEST = 64;
    private static final int MOST_DIGITS = 18;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(?:\\.\\d{1,18})?");
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d)(?::(\\d\\d)"
            + "(?:[.,](\\d{1,18}))?)?\\s?(?:[Zz]|UTC|GMT|([+-])(\\d\\d):?(\\d\\d)?)?");

    private TimestampReader() {}

    /** The time, or null when the node holds none. */
    static Instant read(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? ofNumber(BigDecimal.valueOf(node.longValue())) : null;
        }
        if (node.isNumber()) {
            return ofNumber(node.decimalValue());
        }
        return node.isTextual() ? ofText(node.textValue().strip()) : null;
    }

    private static Instant ofText(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        return NUMBER.matcher(text).matches() ? ofNumber(new BigDecimal(text)) : ofIso(text);
    }

    private static Instant ofNumber(BigDecimal number) {
        // an exponent in the thousands is short to write and takes gigabytes to expand
        if (number.precision() - (long) number.scale() > MOST_DIGITS || number.scale() > LONGEST) {
            return null;
        }
        BigDecimal seconds = number.abs().compareTo(FIRST_MILLIS) < 0 ? number : number.movePointLeft(3);
        long whole = seconds.longValue();
        long nanos =
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        try {
            return Instant.ofEpochSecond(whole, nanos);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant ofIso(String text) {
        Matcher iso = ISO.matcher(text);
        if (!iso.matches()) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(iso, 1), number(iso, 2), number(iso, 3), number(iso, 4), number(iso, 5), number(iso, 6));
            return local.plusNanos(nanos(iso.group(7))).toInstant(offset(iso));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ZoneOffset offset(Matcher iso) {
        if (iso.group(8) == null) {
            return ZoneOffset.UTC;
        }
        int sign = iso.group(8).equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(iso, 9), sign * number(iso, 10));
    }

    private static long nanos(String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
    }

    private static int number(Matcher iso, int group) {
        return iso.group(group) == null ? 0 : Integer.parseInt(iso.group(group));
    }
}
