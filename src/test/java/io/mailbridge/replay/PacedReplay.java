package io.mailbridge.replay;

import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A pacer and the exchange of its current run, as replay-events has them. */
final class PacedReplay {
    static final int MANY = 10;
    static final Claim BATCH = new Claim(0, Long.MAX_VALUE, 500, Set.of(), false);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);
    private final ReplayPacer pacer;

    /** @param maxRate 0 is no limit */
    PacedReplay(int batchSize, int maxRate) {
        pacer = new ReplayPacer(
                new ReplaySettings(batchSize, maxRate, 5, 1000),
                new PublishBreaker(context),
                new TopicAvailability(List.of(), new SimpleMeterRegistry()));
    }

    /** Without a rate. */
    PacedReplay(int batchSize, ReplayWindow window) {
        pacer = new ReplayPacer(new ReplaySettings(batchSize, 0, 5, 1000), new PublishBreaker(context), window);
    }

    ReplayPacer pacer() {
        return pacer;
    }

    Exchange exchange() {
        return exchange;
    }

    ReplayRun run() {
        return ReplayRun.of(exchange);
    }

    void begin() {
        pacer.process(exchange);
    }

    /** Begins a run in which Kafka took rows. */
    void drain() {
        begin();
        pacer.sent(run(), 500);
    }

    void end() {
        pacer.ended(exchange);
    }

    /** A whole run of one batch. */
    void end(Boolean found) {
        begin();
        find(found);
        end();
    }

    /** @param rows whether the next claim finds some; null where it fails */
    void find(Boolean rows) {
        Claim claim = run().next();
        if (rows != null) {
            run().read(claim, rows ? rows(1) : List.of());
        }
    }

    static List<ReplayBatch.Row> rows(long lastId) {
        return List.of(new ReplayBatch.Row(lastId, 0, null));
    }

    /** The batches of the run, or the first {@link #MANY}. */
    List<Claim> batches() {
        List<Claim> batches = new ArrayList<>();
        Claim next = run().next();
        while (next != null) {
            batches.add(next);
            next = batches.size() < MANY ? run().next() : null;
        }
        return batches;
    }

    int lanes() {
        return exchange.getProperty(ReplayPacer.LANE_NUMBERS, List.class).size();
    }

    int limit() {
        return (int) run().next().parameters().get("limit");
    }

    long pause() {
        return exchange.getProperty(ReplayPacer.PAUSE, Long.class);
    }

    /** Whether the timer fires again at once. */
    boolean goesOn() {
        return exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES, Boolean.class);
    }
}
