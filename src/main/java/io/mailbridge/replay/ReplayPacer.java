package io.mailbridge.replay;

import io.mailbridge.publish.PublishBreaker;
import java.util.Iterator;
import java.util.NoSuchElementException;
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
    /**
     * Exchange property with an iterator: each element is a batch to claim, {@link #LANES} at a time, as the id behind which
     * the claim begins. Lanes would else walk over each other's rows, and over those that are deleted but not cleaned up.
     */
    static final String BATCHES = "batches";
    /** Exchange property with the milliseconds to wait before the next run. */
    static final String PAUSE = "pause";

    /** Batches side by side: three drain half as much again as one, four hardly more than three (docs/tuning.md). */
    public static final int LANES = 3;
    /** A run lasts no longer, and one batch more; so long an operator's stop waits. */
    private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ReplaySettings settings;
    private final PublishBreaker breaker;
    private volatile boolean outage;
    private volatile boolean draining;
    /** Batches to come that are of one row. */
    private volatile int alone;

    /** Highest id that this run has claimed; the next run begins anew, with what was given back or came late. */
    private volatile long claimedUpTo;
    /** A batch of this run has found no rows. */
    private volatile boolean exhausted;

    private volatile long startedAt;

    public ReplayPacer(ReplaySettings settings, PublishBreaker breaker) {
        this.settings = settings;
        this.breaker = breaker;
    }

    /** Rows up to this id are claimed. */
    public synchronized void claimed(long id) {
        claimedUpTo = Math.max(claimedUpTo, id);
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
        exchange.setProperty(BATCHES, new Batches(draining && !single && settings.maxRate() == 0));
        exhausted = false;
        claimedUpTo = 0;
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
        Boolean found = hasRows(batch);
        if (found == null || !found) {
            exhausted = true;
        }
        if (joined == null) {
            return batch;
        }
        if (found == null || found) {
            joined.setProperty(ReplayReader.HAS_ROWS, found);
        }
        if (batch.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES, Boolean.class)) {
            joined.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, true);
        }
        return joined;
    }

    /** One batch; or, while it drains, one for each lane and then batch behind batch, as long as all goes well. */
    private final class Batches implements Iterator<Long> {
        private final boolean sideBySide;
        private int given;
        /** Asked for and not taken yet: time may pass between the two. */
        private boolean ready;

        Batches(boolean sideBySide) {
            this.sideBySide = sideBySide;
        }

        @Override
        public boolean hasNext() {
            ready = ready || given == 0 || sideBySide && (given < LANES || goesOn());
            return ready;
        }

        private boolean goesOn() {
            return !exhausted && !outage && alone == 0 && System.nanoTime() - startedAt < RUN_NANOS;
        }

        @Override
        public Long next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            ready = false;
            given++;
            return claimedUpTo;
        }
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
