package io.mailbridge.replay;

import io.mailbridge.publish.PublishBreaker;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides how many rows the next batch claims: one to probe Kafka while the breaker is open or the last batch met an
 * outage, else a full batch, and no more a second than the operator allows.
 */
public final class ReplayPacer implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayPacer.class);
    /** Header with the number of rows to claim, a parameter of replay-events.claim.sql. */
    static final String LIMIT = "limit";
    /** Exchange property with the milliseconds to wait before the next batch. */
    static final String PAUSE = "pause";

    private final ReplaySettings settings;
    private final PublishBreaker breaker;
    private volatile boolean outage;
    private volatile boolean draining;
    /** Batches to come that are of one row. */
    private volatile int alone;

    private long startedAt;

    public ReplayPacer(ReplaySettings settings, PublishBreaker breaker) {
        this.settings = settings;
        this.breaker = breaker;
    }

    /** True from the first row that Kafka took until a look finds no row: that look ends the drain. */
    public boolean isDraining() {
        return draining;
    }

    @Override
    public void process(Exchange exchange) {
        startedAt = System.nanoTime();
        int limit = settings.batchSize();
        if (settings.maxRate() > 0) {
            limit = Math.min(limit, settings.maxRate());
        }
        exchange.getMessage().setHeader(LIMIT, isProbing() || alone > 0 ? 1 : limit);
        alone = Math.max(0, alone - 1);
        exchange.setProperty(PAUSE, 0L);
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
    }

    private boolean isProbing() {
        return outage || breaker.isOpen();
    }

    /** That many rows failed together as too large a batch: alone, the row at fault shows itself. */
    void sendAlone(int rows) {
        alone = Math.max(alone, rows);
    }

    /** Nothing waits, or another replica holds it. */
    void foundNothing() {
        if (draining) {
            draining = false;
            LOG.info("The buffer is drained");
        }
    }

    /** Kafka took rows: the next batch follows at once, or when the rate allows it. */
    void sent(Exchange exchange, int acknowledged) {
        if (!draining) {
            draining = true;
            LOG.info("Kafka takes records again, draining the buffer");
        }
        outage = false;
        breaker.halfOpen();
        goOn(exchange, acknowledged);
    }

    /** Goes on without waiting for the next period. */
    void goOn(Exchange exchange, int rows) {
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, true);
        if (settings.maxRate() > 0) {
            long due = startedAt + TimeUnit.SECONDS.toNanos(rows) / settings.maxRate();
            long pause = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
            exchange.setProperty(PAUSE, Math.max(0, pause));
        }
    }

    /** Kafka is out of reach: the next batch is a probe, one period later. */
    void metOutage(Exception cause) {
        if (!outage) {
            outage = true;
            draining = false;
            LOG.warn("Kafka takes no records, the replay waits: {}", cause == null ? "no answer" : cause.getMessage());
        }
    }
}
