package io.mailbridge.signature;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Refuses signed timestamps that are too old or too far ahead: a recorded request must not stay valid for ever. */
final class TimestampWindow {
    static final Verdict TOO_OLD = Verdict.invalid("its signed timestamp is older than the source's tolerance");
    static final Verdict AHEAD = Verdict.invalid("its signed timestamp is ahead of this machine's clock");
    static final Verdict NONE = Verdict.invalid("its signed timestamp is missing or no time");
    private static final int MOST_DIGITS = 12;

    private final Duration tolerance;
    private final Clock clock;

    /** @param tolerance zero accepts any time */
    TimestampWindow(Duration tolerance, Clock clock) {
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /** @param seconds Unix time as text, null where it is missing */
    Verdict check(String seconds) {
        if (seconds == null || seconds.isEmpty() || seconds.length() > MOST_DIGITS || !isNumber(seconds)) {
            return NONE;
        }
        return check(Instant.ofEpochSecond(Long.parseLong(seconds)));
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
