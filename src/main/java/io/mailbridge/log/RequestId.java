package io.mailbridge.log;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.MDC;

/**
 * Names one request in its answer, its dead letters and the log. It is a number until one of these is written: most
 * requests need no name. A name that the sender brings is ignored, since it would be its text in our log.
 */
public final class RequestId {
    /** Of an answer. */
    public static final String HEADER = "X-Request-Id";
    /** In problem bodies, dead letters and log lines. */
    public static final String KEY = "request_id";

    private static final int RADIX = 36;
    private static final int PREFIX_DIGITS = 6;
    /** Differs from process to process: replicas write into one log store, and containers all have process id 1. */
    private static final String PROCESS = randomDigits();

    private static final AtomicLong NUMBERS = new AtomicLong();

    private RequestId() {}

    /** The number of a further request. */
    public static long next() {
        return NUMBERS.incrementAndGet();
    }

    public static String text(long number) {
        return PROCESS + '-' + Long.toString(number, RADIX);
    }

    /** Puts the id into each line that this thread logs until it is closed. */
    public static MDC.MDCCloseable inLog(long number) {
        return MDC.putCloseable(KEY, text(number));
    }

    private static String randomDigits() {
        SecureRandom random = new SecureRandom();
        StringBuilder digits = new StringBuilder();
        while (digits.length() < PREFIX_DIGITS) {
            digits.append(Character.forDigit(random.nextInt(RADIX), RADIX));
        }
        return digits.toString();
    }
}
