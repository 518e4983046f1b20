package io.mailbridge.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a bridge costs that nobody posts to. */
final class Idle implements Measurement {
    @Override
    public String name() {
        return "idle";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.IDLE_MEMORY, Goal.IDLE_CPU);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 4 + sizes.rest() + sizes.idle();
    }

    @Override
    public void run(Stage stage, Results results) {
        stage.closeShared();
        Sizes sizes = stage.sizes();
        try (Bridge bridge = stage.bridge("idle", 1, Map.of())) {
            stage.progress().step("resting");
            Poll.pause(Duration.ofSeconds(sizes.rest()));
            stage.progress().step("measuring");
            long pid = bridge.target().pids().get(0);
            double before = bridge.target().cpuSeconds();
            long start = System.nanoTime();
            Poll.pause(Duration.ofSeconds(sizes.idle()));
            double wall = (System.nanoTime() - start) / 1e9;
            double cores = (bridge.target().cpuSeconds() - before) / wall;
            double resident = ProcessFigures.residentMb(pid);
            String how = "over %d s, after %d s of rest".formatted(sizes.idle(), sizes.rest());
            if (stage.setup().isWantedJava()) {
                results.add(Goal.IDLE_MEMORY, resident, 0, how);
            } else {
                String found = String.format(Locale.ROOT, "needs JDK 25; %.0f MB on this one", resident);
                results.notMeasured(Goal.IDLE_MEMORY, found);
            }
            results.add(Goal.IDLE_CPU, cores, 0, how);
        }
    }
}
