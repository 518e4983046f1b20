package io.mailbridge.demo;

import io.mailbridge.support.AtExit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The bridge to try: a private Kafka and a private PostgreSQL, a source without credentials, sample events, and an
 * outage at the touch of a key. {@code -Ddemo.exit=true} ends it after the sample has arrived.
 */
public final class Demo {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int QUIET_TICKS = 10;

    private final DemoStage stage;
    private final DemoKeys keys;
    private final DemoActions actions;
    private String lastLine = "";
    private int ticksSinceLine;

    private Demo(DemoStage stage) {
        this.stage = stage;
        this.keys = new DemoKeys();
        this.actions = new DemoActions(stage, Integer.getInteger("demo.burst", 5_000));
    }

    public static void main(String[] args) {
        // before the first logger exists, so that the clients' logs do not mix with the demo's lines
        System.setProperty("logback.configurationFile", "io/mailbridge/support/quiet-logback.xml");
        DemoStage stage = new DemoStage(bridge -> bridge.property("bridge.kafka.topic", DemoStage.TOPIC));
        int status = 0;
        try {
            stage.start();
            new DemoSample(stage).show();
            if (!Boolean.getBoolean("demo.exit")) {
                new Demo(stage).watch();
            }
        } catch (IllegalStateException failure) {
            // Ctrl-C ends processes that the demo still uses: not a failure
            if (!AtExit.isEnding()) {
                say("The demo cannot go on: " + failure.getMessage());
                status = 1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // System.exit, since Maven would wait for threads of libraries; AtExit closes what is open
        System.exit(status);
    }

    /** Prints a line at once. */
    public static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void watch() throws InterruptedException {
        say("Keys: " + DemoKeys.LEGEND + (keys.open() ? "" : ", each followed by Enter"));
        say("");
        long nextTick = System.nanoTime();
        while (true) {
            nextTick += TICK.toNanos();
            Character key = keys.poll(nextTick - System.nanoTime(), TimeUnit.NANOSECONDS);
            while (key != null) {
                if (key == 'q') {
                    return;
                }
                actions.onKey(key);
                key = keys.poll(nextTick - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            nextTick = Math.max(nextTick, System.nanoTime() - TICK.toNanos());
            showStatus();
        }
    }

    private void showStatus() {
        String line = stage.status();
        ticksSinceLine++;
        if (!line.equals(lastLine) || ticksSinceLine >= QUIET_TICKS) {
            say(line);
            lastLine = line;
            ticksSinceLine = 0;
        }
    }
}
