package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadFigures;
import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How much a drain with a rate limit slows live traffic down: the same traffic without a drain and during one. */
final class LiveDuringDrain implements Measurement {
    private static final int MAX_RATE = 5_000;
    /** Seconds that the drain has to last longer than the load, which first opens its connections. */
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
    public void run(TestBed testBed, Results results) {
        testBed.closeShared();
        Sizes sizes = testBed.sizes();
        LoadShape live = LoadShape.open(sizes.liveRate(), sizes.phase());
        Map<String, String> paced = Map.of("bridge.replay.max-rate", Integer.toString(MAX_RATE));
        try (Fleet bridge = testBed.bridges().start("paced", 1, paced)) {
            if (sizes.warmUp() > 0) {
                testBed.progress().step("warming up");
                bridge.target().load(testBed.loadTool(), LoadShape.open(sizes.liveRate(), sizes.warmUp()));
            }
            testBed.progress().step("live traffic alone");
            LoadFigures alone = bridge.target().load(testBed.loadTool(), live).all();
            BrokerOutage outage = new BrokerOutage(testBed, bridge);
            outage.begin(1);
            outage.fill((long) MAX_RATE * (sizes.phase() + MARGIN));
            outage.endAndAwaitReplay();
            testBed.progress().step("live traffic during the drain");
            LoadFigures during = bridge.target().load(testBed.loadTool(), live).all();
            long left = testBed.servers().buffered();
            testBed.sums().check(bridge);
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
