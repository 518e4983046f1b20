package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadResult;
import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.program.Poll;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Kills the broker and starts it again, makes a backlog in the buffer in between, and watches it drain. */
final class BrokerOutage {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int FILL_EVENTS = 100;
    private static final int FILL_CONNECTIONS = 32;
    private static final int LONGEST_FILL = 30;

    private final TestBed testBed;
    private final Fleet bridge;
    private long wrong;

    BrokerOutage(TestBed testBed, Fleet bridge) {
        this.testBed = testBed;
        this.bridge = bridge;
    }

    /** Kills the broker, then loads the bridge until its breaker is open and its code for buffering is warm. */
    void begin(int warmUp) {
        testBed.servers().kafka().kill();
        int seconds = Math.max(1, warmUp);
        Poll.until("an open breaker", LIMIT, POLL, () -> {
            LoadResult result = bridge.target().load(testBed.loadTool(), LoadShape.closed(1, 64, seconds));
            wrong += result.all().wrong();
            return !bridge.isBreaker("closed");
        });
    }

    /** Answers other than 200 while the breaker was opening and the backlog was made. */
    long wrong() {
        return wrong;
    }

    /** Posts requests of 100 events until the buffer holds at least that many rows. */
    void fill(long rows) {
        long buffered = testBed.servers().buffered();
        int seconds = 1;
        while (buffered < rows) {
            testBed.progress().step("%,d of %,d rows in the buffer".formatted(buffered, rows));
            LoadResult result =
                    bridge.target().load(testBed.loadTool(), LoadShape.closed(FILL_EVENTS, FILL_CONNECTIONS, seconds));
            wrong += result.all().wrong();
            long now = testBed.servers().buffered();
            if (now <= buffered) {
                throw new IllegalStateException("Requests during the outage left no rows in the buffer");
            }
            long rate = Math.max(1, (now - buffered) / seconds);
            seconds = (int) Math.min(LONGEST_FILL, Math.max(1, (rows - now) / rate));
            buffered = now;
        }
    }

    /** Starts the broker and returns when the replay has begun; most rows are still in the buffer. */
    void endAndAwaitReplay() {
        long before = bridge.events("replayed");
        CompletableFuture<Void> start =
                CompletableFuture.runAsync(() -> testBed.servers().kafka().start());
        // one row is only a probe; the replay sends batches
        Poll.until("the replay", LIMIT, POLL, () -> bridge.events("replayed") > before + 1);
        start.join();
    }

    /** Starts the broker and returns when the buffer is empty. */
    DrainCurve endAndDrain() {
        DrainCurve curve = new DrainCurve();
        long before = bridge.events("replayed");
        long parked = bridge.events("parked");
        long rows = testBed.servers().buffered();
        CompletableFuture<Void> start =
                CompletableFuture.runAsync(() -> testBed.servers().kafka().start());
        long began = System.nanoTime();
        Poll.until("the drain of " + rows + " rows", DRAIN_LIMIT, POLL, () -> {
            long replayed = bridge.events("replayed") - before;
            curve.add((System.nanoTime() - began) / 1e9, replayed);
            return replayed + bridge.events("parked") - parked >= rows;
        });
        start.join();
        return curve;
    }
}
