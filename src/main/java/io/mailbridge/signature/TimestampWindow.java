package io.mailbridge.signature;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Refuses signed timestamps that are too old or too far ahead: a recorded request must not stay valid for ever. */
final class TimestampWindow {
    static final Verdict TOO_OLD = Verdict.invalid("its signed timestamp is older than the source's tolerance");
    static final Verdict AHEAD = Verdict.invalid("its signed timestamp is ahead of this machine's clock");
    static final Verdict NONE = Verdict.invalid("its signed timestamp is missing or no time");
    private static final int MOST_DIGITS = 15;
    /** Seconds reach it in the year 5138, milliseconds did in 1973. */
    private static final long LEAST_MILLISECONDS = 100_000_000_000L;

    private static final int LONGEST_DATE = 40;
    private static final List<DateTimeFormatter> DATES =
            List.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME, DateTimeFormatter.RFC_1123_DATE_TIME);

    private final Duration tolerance;
    private final Clock clock;

    /** @param tolerance zero accepts any time */
    TimestampWindow(Duration tolerance, Clock clock) {
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /** @param text Unix seconds or milliseconds, an ISO 8601 time with its offset, or an HTTP date; null where it is missing */
    Verdict check(String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        if (isNumber(text)) {
            return text.length() > MOST_DIGITS ? NONE : check(ofNumber(Long.parseLong(text)));
        }
        Instant time = text.length() > LONGEST_DATE ? null : ofDate(text);
        return time == null ? NONE : check(time);
    }

    private static Instant ofNumber(long number) {
        return number < LEAST_MILLISECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    private static Instant ofDate(String text) {
        for (DateTimeFormatter date : DATES) {
            try {
                return date.parse(text, Instant::from);
            } catch (DateTimeException e) {
                // the next form
            }
        }
        return null;
    }

    Verdict check(Instant time) {
        if (tolerance.isZero()) {
            return Verdict.VALID;
        }
        Instant now = clock.instant();
        if (time.isBefore(now.minus(tolerance))) {
            return TOO_OLD;
        }
        return time.isAfter(now.plus(tolerance)) ? AHEAD : Verdict.VALID;
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
