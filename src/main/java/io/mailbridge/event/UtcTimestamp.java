package io.mailbridge.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes {@code 2026-01-06T09:02:20.000Z}: always UTC, always three fraction digits, for years 0 to 9999. */
public final class UtcTimestamp {
    private static final int LENGTH = 24;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private UtcTimestamp() {}

    static void write(JsonGenerator generator, Instant instant) throws IOException {
        generator.writeString(characters(instant), 0, LENGTH);
    }

    /** The same as text, for record headers. */
    public static String text(Instant instant) {
        return new String(characters(instant));
    }

    private static char[] characters(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        char[] text = new char[LENGTH];
        digits(text, 0, 4, time.getYear());
        text[4] = '-';
        digits(text, 5, 2, time.getMonthValue());
        text[7] = '-';
        digits(text, 8, 2, time.getDayOfMonth());
        text[10] = 'T';
        digits(text, 11, 2, time.getHour());
        text[13] = ':';
        digits(text, 14, 2, time.getMinute());
        text[16] = ':';
        digits(text, 17, 2, time.getSecond());
        text[19] = '.';
        digits(text, 20, 3, time.getNano() / NANOS_PER_MILLI);
        text[23] = 'Z';
        return text;
    }

    private static void digits(char[] text, int from, int count, int value) {
        int rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
