package io.mailbridge.source;

import io.mailbridge.log.RareLog;
import org.slf4j.LoggerFactory;

/** Logs why a source's requests are refused, each reason once a minute: strangers must not be able to fill the log. */
final class RefusalLog {
    private final RareLog log = new RareLog(LoggerFactory.getLogger(RefusalLog.class));

    /** @param reason a sentence without any value of the request */
    void refused(Source source, ReceivedRequest request, String reason) {
        log.warn("Requests of source " + source.name() + " are refused: " + reason, request.number());
    }
}
