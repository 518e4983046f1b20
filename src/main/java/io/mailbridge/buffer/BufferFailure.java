package io.mailbridge.buffer;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A timer route met a buffer out of reach: its work was rolled back and is done a period later. */
public final class BufferFailure implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(BufferFailure.class);
    private static final String WATCH = "watch-buffer";

    private final BufferMonitor monitor;

    public BufferFailure(BufferMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.debug("Route {} failed", exchange.getFromRouteId(), cause);
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
        if (WATCH.equals(exchange.getFromRouteId())) {
            monitor.unavailable(cause);
        }
    }
}
