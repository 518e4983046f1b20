package io.mailbridge.bench;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What senders notice of a drain that is held to a rate: the same live traffic without one and beside one. */
final class LiveDuringDrain implements Measurement {
    private static final int MAX_RATE = 5_000;
    /** Time in which a load opens its connections and the drain goes on. */
    private static final int MARGIN = 2;

    @Override
    public String name() {
        return "live traffic during a drain";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.DRAIN_P99);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 18 + sizes.warmUp() + 2 * sizes.phase() + MARGIN;
    }

    @Override
    public void run(Stage stage, Results results) {
        stage.closeShared();
        Sizes sizes = stage.sizes();
        LoadJob live = LoadJob.open(sizes.liveRate(), sizes.phase());
        Map<String, String> paced = Map.of("bridge.replay.max-rate", Integer.toString(MAX_RATE));
        try (Bridge bridge = stage.bridge("paced", 1, paced)) {
            if (sizes.warmUp() > 0) {
                stage.progress().step("warming up");
                bridge.target().load(stage.loadTool(), LoadJob.open(sizes.liveRate(), sizes.warmUp()));
            }
            stage.progress().step("live traffic alone");
            LoadFigures alone = bridge.target().load(stage.loadTool(), live).all();
            Outage outage = new Outage(stage, bridge);
            outage.begin(1);
            outage.fill((long) MAX_RATE * (sizes.phase() + MARGIN));
            outage.endAndAwaitReplay();
            stage.progress().step("live traffic during the drain");
            LoadFigures during = bridge.target().load(stage.loadTool(), live).all();
            long left = stage.servers().buffered();
            Ledger.settle(stage, bridge);
            results.add(
                    Goal.DRAIN_P99,
                    during.p99Ms() / alone.p99Ms(),
                    alone.wrong() + during.wrong(),
                    String.format(
                            Locale.ROOT,
                            "%,d requests/s: p99 %.1f ms alone, %.1f ms during%s",
                            sizes.liveRate(),
                            alone.p99Ms(),
                            during.p99Ms(),
                            left == 0 ? "; the drain ended before the load" : ""));
        }
    }
}
