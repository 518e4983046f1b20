package io.mailbridge.bench;

import io.mailbridge.support.BridgeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** From the start of the JVM until the bridge says that it is ready. */
final class StartUp implements Measurement {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.START);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 1 + 3 * sizes.starts();
    }

    @Override
    public void run(Stage stage, Results results) {
        stage.closeShared();
        String topic = stage.newTopic("start");
        List<Double> times = new ArrayList<>();
        for (int i = 1; i <= stage.sizes().starts(); i++) {
            stage.progress().step("start " + i + " of " + stage.sizes().starts());
            long start = System.nanoTime();
            try (BridgeProcess bridge = stage.launcher(topic, 1, Map.of()).start()) {
                Poll.until("a ready bridge", LIMIT, POLL, bridge::isReady);
                times.add((System.nanoTime() - start) / 1e9);
            }
        }
        double median = Ratios.median(times);
        if (stage.aotCache().isThere()) {
            results.add(Goal.START, median, 0, "median of " + times.size() + " starts");
        } else {
            String found = String.format(
                    Locale.ROOT, "%s; %.2f s without a cache", stage.aotCache().missing(), median);
            results.notMeasured(Goal.START, found);
        }
    }
}
