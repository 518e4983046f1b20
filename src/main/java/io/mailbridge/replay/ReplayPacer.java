package io.mailbridge.replay;

import io.mailbridge.publish.PublishBreaker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what the next run claims: one row to probe Kafka while the breaker is open or the last batch met an outage,
 * else a full batch, and no more a second than the operator allows. While it drains without a rate, several batches go
 * side by side: one waits for the database while another waits for Kafka.
 */
public final class ReplayPacer implements Processor, AggregationStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayPacer.class);
    /** Header with the number of rows to claim, a parameter of replay-events.claim.sql. */
    static final String LIMIT = "limit";
    /** Exchange property with a list of as many elements as batches go side by side. */
    static final String BATCHES = "batches";
    /** Exchange property with the milliseconds to wait before the next run. */
    static final String PAUSE = "pause";

    private static final List<Integer> ONE = List.of(1);
    /** Three drain half as much again as one, four hardly more than three (docs/tuning.md). */
    private static final List<Integer> SIDE_BY_SIDE = List.of(1, 2, 3);

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
    public synchronized void process(Exchange exchange) {
        startedAt = System.nanoTime();
        int limit = settings.batchSize();
        if (settings.maxRate() > 0) {
            limit = Math.min(limit, settings.maxRate());
        }
        boolean single = isProbing() || alone > 0;
        exchange.getMessage().setHeader(LIMIT, single ? 1 : limit);
        exchange.setProperty(BATCHES, draining && !single && settings.maxRate() == 0 ? SIDE_BY_SIDE : ONE);
        alone = Math.max(0, alone - 1);
        exchange.setProperty(PAUSE, 0L);
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
    }

    private boolean isProbing() {
        return outage || breaker.isOpen();
    }

    /** That many rows failed together as too large a batch: alone, the row at fault shows itself. */
    synchronized void sendAlone(int rows) {
        alone = Math.max(alone, rows);
    }

    /** Joins what batches side by side have found: rows where one has, and a next run at once where one asks for it. */
    @Override
    public Exchange aggregate(Exchange joined, Exchange batch) {
        if (joined == null) {
            return batch;
        }
        Boolean found = hasRows(batch);
        if (found == null || found) {
            joined.setProperty(ReplayReader.HAS_ROWS, found);
        }
        if (batch.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES, Boolean.class)) {
            joined.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, true);
        }
        return joined;
    }

    private static Boolean hasRows(Exchange exchange) {
        return exchange.getProperty(ReplayReader.HAS_ROWS, Boolean.class);
    }

    /** All batches of a run have ended. Where none had rows nothing waits, or another replica holds it. */
    public synchronized void ended(Exchange exchange) {
        if (draining && Boolean.FALSE.equals(hasRows(exchange))) {
            draining = false;
            LOG.info("The buffer is drained");
        }
    }

    /** Kafka took rows: the next batch follows at once, or when the rate allows it. */
    synchronized void sent(Exchange exchange, int acknowledged) {
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
    synchronized void metOutage(Exception cause) {
        if (!outage) {
            outage = true;
            draining = false;
            LOG.warn("Kafka takes no records, the replay waits: {}", cause == null ? "no answer" : cause.getMessage());
        }
    }
}
