package io.mailbridge.demo;

import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the keys do, in threads apart from the status line: a start of the broker or a burst takes seconds. */
final class DemoActions {
    private static final int WORKERS = 16;

    private final DemoStage stage;
    private final int burst;
    private final AtomicBoolean bursting = new AtomicBoolean();
    private final ExecutorService broker = Executors.newSingleThreadExecutor(DemoActions::daemon);
    private final ExecutorService sender = Executors.newSingleThreadExecutor(DemoActions::daemon);

    DemoActions(DemoStage stage, int burst) {
        this.stage = stage;
        this.burst = burst;
    }

    void onKey(char key) {
        switch (key) {
            case 'k' -> broker.execute(this::switchKafka);
            case 's' -> sendBurst();
            case 'h', '?' -> Demo.say("Keys: " + DemoKeys.LEGEND);
            default -> {
                // a stray key, or the Enter after one
            }
        }
    }

    private void switchKafka() {
        try {
            if (stage.isKafkaDown()) {
                Demo.say("-- starting Kafka");
                stage.startKafka();
                Demo.say("-- Kafka answers again");
            } else {
                stage.killKafka();
                Demo.say("-- killed Kafka (SIGKILL)");
            }
        } catch (IllegalStateException failure) {
            stage.killKafka();
            Demo.say("-- " + failure.getMessage());
        }
    }

    private void sendBurst() {
        if (bursting.compareAndSet(false, true)) {
            sender.execute(this::burst);
        } else {
            Demo.say("-- the last burst is still being sent");
        }
    }

    private void burst() {
        Demo.say("-- sending %,d events, one a request".formatted(burst));
        long start = System.nanoTime();
        LoadPlan plan = LoadPlan.to(stage.bridge().webhook(DemoStage.SOURCE))
                .withWorkers(WORKERS)
                .withRequests(burst)
                .withLimit(Duration.ofMinutes(2));
        try (Load load = plan.start()) {
            load.await();
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
            Demo.say("-- burst answered in %.1f s: %s, slowest %,d ms"
                    .formatted(
                            seconds,
                            describe(load.statuses()),
                            load.maxLatency().toMillis()));
        } catch (IllegalStateException failure) {
            Demo.say("-- " + failure.getMessage());
        } finally {
            bursting.set(false);
        }
    }

    private static String describe(Map<Integer, Long> statuses) {
        return String.join(
                ", ",
                statuses.entrySet().stream()
                        .map(entry -> "%,d x %s"
                                .formatted(entry.getValue(), entry.getKey() == 0 ? "no answer" : entry.getKey()))
                        .toList());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "demo-action");
        thread.setDaemon(true);
        return thread;
    }
}
