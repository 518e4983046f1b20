package io.mailbridge.replay;

import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins each run, and decides how much it claims: one row to probe Kafka while the breaker is open or the last batch
 * met an outage, else a full batch, and no more a second than the operator allows. While the buffer is drained without
 * a rate, several batches go side by side: one waits for the database while another waits for Kafka. Rows of topics
 * that are out of service are passed over, and tried one at a time.
 */
public final class ReplayPacer implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayPacer.class);
    /** Exchange property with a number for each lane of the run. */
    static final String LANE_NUMBERS = "lanes";
    /** Exchange property that is true where the run has to look ahead before it claims. */
    static final String PASSES_OVER = "passesOver";
    /** Header with the id after which to look ahead, a parameter of replay-events.look-ahead.sql. */
    static final String LOOK_FROM = "lookFrom";
    /** Exchange property with the milliseconds to wait before the next run. */
    static final String PAUSE = "pause";

    /** Batches side by side: three drain half as much again as one, four hardly more (docs/measurements.md). */
    public static final int LANES = 3;
    /** A run lasts this long and at most one batch longer; an operator's stop waits for it. */
    private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Trying a topic may take as long as an attempt; the other lanes go on meanwhile. */
    private static final long RUN_WITH_TRIALS_NANOS = 3 * RUN_NANOS;

    private final ReplaySettings settings;
    private final PublishBreaker breaker;
    private final ReplayWindow window;
    private volatile boolean outage;
    private volatile boolean draining;
    /** Batches still to be sent with one row each. */
    private volatile int alone;

    public ReplayPacer(ReplaySettings settings, PublishBreaker breaker, TopicAvailability topics) {
        this(settings, breaker, new ReplayWindow(topics::outOfService, topics::due, System::nanoTime));
    }

    ReplayPacer(ReplaySettings settings, PublishBreaker breaker, ReplayWindow window) {
        this.settings = settings;
        this.breaker = breaker;
        this.window = window;
    }

    /** True from the first row that Kafka took until a run finds no rows, which ends the drain. */
    public boolean isDraining() {
        return draining;
    }

    /** Begins a run. */
    @Override
    public synchronized void process(Exchange exchange) {
        exchange.setProperty(PASSES_OVER, window.begin());
        exchange.getMessage().setHeader(LOOK_FROM, window.from());
        boolean single = outage || breaker.isOpen() || alone > 0;
        int limit = single ? 1 : fullBatch();
        List<Claim> trials = window.trials(single ? 1 : LANES);
        int sideBySide = draining && !single && settings.maxRate() == 0 ? LANES : 1;
        new ReplayRun(
                        trials,
                        sideBySide,
                        trials.isEmpty() ? RUN_NANOS : RUN_WITH_TRIALS_NANOS,
                        this::goesWell,
                        id -> window.claim(id, limit))
                .attachTo(exchange);
        int lanes = Math.min(LANES, trials.size() + sideBySide);
        exchange.setProperty(
                LANE_NUMBERS, IntStream.rangeClosed(1, lanes).boxed().toList());
        alone = Math.max(0, alone - 1);
        exchange.setProperty(PAUSE, 0L);
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
    }

    private int fullBatch() {
        return settings.maxRate() > 0 ? Math.min(settings.batchSize(), settings.maxRate()) : settings.batchSize();
    }

    private boolean goesWell() {
        return !outage && alone == 0;
    }

    /** Takes what the look-ahead found. */
    @SuppressWarnings("unchecked")
    public synchronized void lookedAhead(Exchange exchange) {
        window.lookedAhead(exchange.getMessage().getBody(List.class));
    }

    /** So many rows failed together as too large a batch: sent alone, the row at fault shows. */
    synchronized void sendAlone(int rows) {
        alone = Math.max(alone, rows);
    }

    /**
     * All lanes of a run have ended: decides whether the next run follows at once, and whether the buffer is drained.
     */
    public synchronized void ended(Exchange exchange) {
        ReplayRun run = ReplayRun.of(exchange);
        exchange.setProperty(PAUSE, run.pauseMillis());
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, run.isFollowed());
        if (run.isExhausted() && window.hasMore() && !outage && !breaker.isOpen()) {
            window.skip();
            exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, true);
        } else if (draining && run.foundNothing()) {
            draining = false;
            LOG.info("The buffer is drained");
        }
    }

    /** Kafka took rows: the next run follows at once, or when the rate allows it. */
    synchronized void sent(ReplayRun run, int acknowledged) {
        if (!draining) {
            draining = true;
            LOG.info("Kafka takes records again, draining the buffer");
        }
        outage = false;
        breaker.halfOpen();
        goOn(run, acknowledged);
    }

    /** Goes on without waiting for the next period. */
    void goOn(ReplayRun run, int rows) {
        long pause = 0;
        if (settings.maxRate() > 0) {
            long due = run.startedAt() + TimeUnit.SECONDS.toNanos(rows) / settings.maxRate();
            pause = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
        }
        run.followAfter(pause);
    }

    /** Kafka cannot be reached: the next batch is a probe, one period later. */
    synchronized void metOutage(Exception cause) {
        if (!outage) {
            outage = true;
            draining = false;
            LOG.warn("Kafka takes no records, the replay waits: {}", cause == null ? "no answer" : cause.getMessage());
        }
    }
}
