package io.mailbridge.replay;

import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what the next run claims: one row to probe Kafka while the breaker is open or the last batch met an outage,
 * else a full batch, and no more a second than the operator allows. While it drains without a rate, several batches go
 * side by side: one waits for the database while another waits for Kafka. Rows of topics that are out of service are
 * passed over, and tried one at a time.
 */
public final class ReplayPacer implements Processor, AggregationStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayPacer.class);
    /**
     * Exchange property with an iterator: each element is a batch to claim, {@link #LANES} at a time. Each begins behind
     * what the run has claimed: lanes would else walk over each other's rows, and over those that are deleted but not
     * cleaned up.
     */
    static final String BATCHES = "batches";
    /** Exchange property with the parameters of a batch's claim. */
    static final String CLAIM = "claim";
    /** Exchange property that is true where the run has to look ahead before it claims. */
    static final String PASSES_OVER = "passesOver";
    /** Header with the id behind which to look ahead, a parameter of replay-events.look-ahead.sql. */
    static final String LOOK_FROM = "lookFrom";
    /** Exchange property with the milliseconds to wait before the next run. */
    static final String PAUSE = "pause";

    /** Batches side by side: three drain half as much again as one, four hardly more than three (docs/tuning.md). */
    public static final int LANES = 3;
    /** A run lasts no longer, and one batch more; so long an operator's stop waits. */
    private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** The try of a topic may take as long as an attempt; the lanes beside it go on meanwhile. */
    private static final long RUN_WITH_TRIALS_NANOS = 3 * RUN_NANOS;

    private final ReplaySettings settings;
    private final PublishBreaker breaker;
    private final ReplayWindow window;
    private volatile boolean outage;
    private volatile boolean draining;
    /** Batches to come that are of one row. */
    private volatile int alone;

    /** Highest id that this run has claimed; the next run begins anew, with what was given back or came late. */
    private volatile long claimedUpTo;
    /** A batch of this run has found no rows. */
    private volatile boolean exhausted;

    private volatile long startedAt;
    private volatile long endsAfter;

    public ReplayPacer(ReplaySettings settings, PublishBreaker breaker, TopicAvailability topics) {
        this.settings = settings;
        this.breaker = breaker;
        this.window = new ReplayWindow(topics::outOfService, topics::due, System::nanoTime);
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
        exchange.setProperty(PASSES_OVER, window.begin());
        exchange.getMessage().setHeader(LOOK_FROM, window.from());
        startedAt = System.nanoTime();
        boolean single = outage || breaker.isOpen() || alone > 0;
        int limit = settings.maxRate() > 0 ? Math.min(settings.batchSize(), settings.maxRate()) : settings.batchSize();
        List<Claim> trials = single ? List.of() : window.trials();
        endsAfter = trials.isEmpty() ? RUN_NANOS : RUN_WITH_TRIALS_NANOS;
        exchange.setProperty(
                BATCHES,
                new ReplayBatches(
                        trials,
                        draining && !single && settings.maxRate() == 0 ? LANES : 1,
                        this::goesOn,
                        () -> window.claim(claimedUpTo, single ? 1 : limit)));
        exhausted = false;
        claimedUpTo = 0;
        alone = Math.max(0, alone - 1);
        exchange.setProperty(PAUSE, 0L);
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
    }

    private boolean goesOn() {
        return !exhausted && !outage && alone == 0 && System.nanoTime() - startedAt < endsAfter;
    }

    /** Takes what the look ahead found. */
    @SuppressWarnings("unchecked")
    public synchronized void lookedAhead(Exchange exchange) {
        window.looked(exchange.getMessage().getBody(List.class));
    }

    /** That many rows failed together as too large a batch: alone, the row at fault shows itself. */
    synchronized void sendAlone(int rows) {
        alone = Math.max(alone, rows);
    }

    /** Joins what batches side by side have found: rows where one has, and a next run at once where one asks for it. */
    @Override
    public Exchange aggregate(Exchange joined, Exchange batch) {
        Boolean found = hasRows(batch);
        boolean trial = Claim.isTrial(batch.getProperty(CLAIM, Map.class));
        if (!trial && (found == null || !found)) {
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

    private static Boolean hasRows(Exchange exchange) {
        return exchange.getProperty(ReplayReader.HAS_ROWS, Boolean.class);
    }

    /** All batches of a run have ended. Where none had rows nothing waits, or another replica holds it. */
    public synchronized void ended(Exchange exchange) {
        if (exhausted && window.hasMore() && !outage && !breaker.isOpen()) {
            window.skip();
            exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, true);
        } else if (draining && Boolean.FALSE.equals(hasRows(exchange))) {
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
