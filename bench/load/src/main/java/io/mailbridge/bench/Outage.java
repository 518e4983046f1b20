package io.mailbridge.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A broker that is killed and comes back, and the backlog that a bridge collects meanwhile. */
final class Outage {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int FILL_EVENTS = 100;
    private static final int FILL_CONNECTIONS = 32;
    private static final int LONGEST_FILL = 30;

    private final Stage stage;
    private final Bridge bridge;
    private long wrong;

    Outage(Stage stage, Bridge bridge) {
        this.stage = stage;
        this.bridge = bridge;
    }

    /** Kills the broker, and loads the bridge until its breaker is open and its way into the buffer warm. */
    void begin(int warmUp) {
        stage.servers().kafka().kill();
        int seconds = Math.max(1, warmUp);
        Poll.until("an open breaker", LIMIT, POLL, () -> {
            LoadResult result = bridge.target().load(stage.loadTool(), LoadJob.closed(1, 64, seconds));
            wrong += result.all().wrong();
            return !bridge.isBreaker("closed");
        });
    }

    /** Answers other than 200 while the breaker opened and the backlog was made. */
    long wrong() {
        return wrong;
    }

    /** Posts requests of 100 events until that many rows wait, or some more. */
    void fill(long rows) {
        long buffered = stage.servers().buffered();
        int seconds = 1;
        while (buffered < rows) {
            stage.progress().step("%,d of %,d rows in the buffer".formatted(buffered, rows));
            LoadResult result =
                    bridge.target().load(stage.loadTool(), LoadJob.closed(FILL_EVENTS, FILL_CONNECTIONS, seconds));
            wrong += result.all().wrong();
            long now = stage.servers().buffered();
            if (now <= buffered) {
                throw new IllegalStateException("Requests in the outage leave no rows in the buffer");
            }
            long rate = Math.max(1, (now - buffered) / seconds);
            seconds = (int) Math.min(LONGEST_FILL, Math.max(1, (rows - now) / rate));
            buffered = now;
        }
    }

    /** Starts the broker and returns when the replay sends again; the rest is still in the buffer. */
    void endAndAwaitReplay() {
        long before = bridge.events("replayed");
        CompletableFuture<Void> start =
                CompletableFuture.runAsync(() -> stage.servers().kafka().start());
        // a row is a probe, a batch is the replay
        Poll.until("the replay", LIMIT, POLL, () -> bridge.events("replayed") > before + 1);
        start.join();
    }

    /** Starts the broker and watches the buffer drain. */
    DrainCurve endAndDrain() {
        DrainCurve curve = new DrainCurve();
        long before = bridge.events("replayed");
        long parked = bridge.events("parked");
        long rows = stage.servers().buffered();
        CompletableFuture<Void> start =
                CompletableFuture.runAsync(() -> stage.servers().kafka().start());
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
