package io.mailbridge.reading;

import io.mailbridge.settings.Quantities;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * A part of what is stored, by time: from {@code since} on, before {@code until}.
 *
 * @param since null for the beginning
 * @param until null where it does not end
 */
public record TimeWindow(Instant since, Instant until) {
    public static final TimeWindow ALWAYS = new TimeWindow(null, null);

    /** What a time may look like. */
    public static final String FORMS =
            "a duration before now such as 90s, 30m, 24h or 7d, or a time such as 2026-01-06,"
                    + " 2026-01-06T10:00 (UTC) or 2026-01-06T10:00:00+01:00";

    /** @throws IllegalArgumentException where it would end before it begins; the message is for people */
    public TimeWindow {
        if (since != null && until != null && !since.isBefore(until)) {
            throw new IllegalArgumentException("the time from " + since + " until " + until + " is empty");
        }
    }

    /**
     * A time as people write it.
     *
     * @param text a duration counts back from now; a time without a zone is UTC
     * @throws IllegalArgumentException where it is neither; the message is for people
     */
    public static Instant instant(String text, Instant now) {
        Duration before = Quantities.duration(text);
        if (before != null) {
            return now.minus(before);
        }
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            boolean isZoned = text.matches(".*T.*([zZ]|[+-]\\d\\d(:?\\d\\d)?)");
            return isZoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not " + FORMS, e);
        }
    }

    public boolean contains(Instant time) {
        return (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until));
    }
}
