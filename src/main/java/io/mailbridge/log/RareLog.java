package io.mailbridge.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** Writes each sentence once a minute and counts the rest: what strangers can trigger must not fill the log. */
public final class RareLog {
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final Map<String, Silence> silences = new ConcurrentHashMap<>();

    public RareLog(Logger log) {
        this.log = log;
    }

    /**
     * A sentence about one request; of those that are kept back only the number is said.
     *
     * @param request see {@link RequestId}
     */
    public void warn(String sentence, long request) {
        try (MDC.MDCCloseable named = RequestId.inLog(request)) {
            warn(sentence);
        }
    }

    /** @param sentence without any value of the request: there are as many silences as sentences */
    public void warn(String sentence) {
        silences.compute(sentence, (key, silence) -> {
            long now = System.nanoTime();
            if (silence != null && now - silence.began() < PAUSE_NANOS) {
                return silence.withOneMore();
            }
            boolean saidAll = silence == null || silence.kept() == 0;
            log.warn("{}{}", sentence, saidAll ? "" : "; " + silence.kept() + " more since the last line");
            return new Silence(now, 0);
        });
    }

    private record Silence(long began, long kept) {
        Silence withOneMore() {
            return new Silence(began, kept + 1);
        }
    }
}
