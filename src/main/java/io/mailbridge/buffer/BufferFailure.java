package io.mailbridge.buffer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A timer route failed, mostly since the buffer is out of reach: its work was rolled back and is done a period later. */
public final class BufferFailure implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(BufferFailure.class);
    private static final String WATCH = "watch-buffer";
    /** These routes run every second; what goes on failing is said again after this time. */
    private static final Duration REPEAT = Duration.ofMinutes(1);

    private final BufferMonitor monitor;
    private final Clock clock;
    private final Map<String, Instant> reportedAt = new ConcurrentHashMap<>();

    public BufferFailure(BufferMonitor monitor, Clock clock) {
        this.monitor = monitor;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String route = exchange.getFromRouteId();
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
        if (WATCH.equals(route)) {
            monitor.unavailable(cause);
            return;
        }
        Instant now = clock.instant();
        Instant last = reportedAt.getOrDefault(route, Instant.EPOCH);
        if (Duration.between(last, now).compareTo(REPEAT) >= 0) {
            reportedAt.put(route, now);
            LOG.warn("Route {} failed and will try again: {}", route, BufferMigration.firstLine(cause));
        }
        LOG.debug("Route {} failed", route, cause);
    }
}
