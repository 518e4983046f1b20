package io.mailbridge.buffer;

import io.mailbridge.log.OnceAMinute;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A timer route failed, mostly because the buffer cannot be reached: its work was rolled back and is retried a period
 * later.
 */
public final class BufferFailure implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(BufferFailure.class);
    private static final String WATCH = "watch-buffer";

    private final BufferMonitor monitor;
    private final Map<String, OnceAMinute> warnings = new ConcurrentHashMap<>();

    public BufferFailure(BufferMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String route = exchange.getFromRouteId();
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
        if (WATCH.equals(route)) {
            monitor.stepFailed(cause);
        } else if (warnings.computeIfAbsent(route, name -> new OnceAMinute(System::nanoTime))
                .isDue()) {
            LOG.warn("Route {} failed and will try again: {}", route, BufferMigration.firstLine(cause));
        }
        LOG.debug("Route {} failed", route, cause);
    }
}
