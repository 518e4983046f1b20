package io.mailbridge.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator why a source's requests are refused, each reason once a minute: strangers must not fill the log. */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<List<String>, Silence> silences = new ConcurrentHashMap<>();

    RefusalLog(Clock clock) {
        this.clock = clock;
    }

    /** @param reason a sentence without any value of the request */
    void refused(Source source, String reason) {
        silences.compute(List.of(source.name(), reason), (key, silence) -> {
            Instant now = clock.instant();
            if (silence != null && now.isBefore(silence.until())) {
                return silence.withOneMore();
            }
            LOG.warn(
                    "Requests of source {} are refused: {}{}",
                    source.name(),
                    reason,
                    silence == null || silence.refused() == 0
                            ? ""
                            : "; " + silence.refused() + " more since the last line");
            return new Silence(now.plus(PAUSE), 0);
        });
    }

    private record Silence(Instant until, long refused) {
        Silence withOneMore() {
            return new Silence(until, refused + 1);
        }
    }
}
