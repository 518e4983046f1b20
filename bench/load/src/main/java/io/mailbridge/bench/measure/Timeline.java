package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadFigures;
import io.mailbridge.bench.load.LoadResult;
import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.program.Poll;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.History;
import io.mailbridge.bench.report.Results;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A bridge under a constant rate of requests, from its start through an outage and the drain that follows. */
final class Timeline implements Measurement {
    private static final int PHASES = 4;
    private static final int FIRST_WAIT_SECONDS = 3;

    @Override
    public String name() {
        return "timeline";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.KILL);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 8 + PHASES * sizes.phase();
    }

    @Override
    public void run(TestBed testBed, Results results) {
        testBed.closeShared();
        Sizes sizes = testBed.sizes();
        int length = PHASES * sizes.phase();
        Duration phase = Duration.ofSeconds(sizes.phase());
        try (Fleet bridge = testBed.bridges().start("timeline", 1, Map.of());
                ProcessSampler sampler =
                        new ProcessSampler(bridge, testBed.loadTool().pid())) {
            CompletableFuture<LoadResult> load = CompletableFuture.supplyAsync(
                    () -> bridge.target().load(testBed.loadTool(), LoadShape.open(sizes.rate(), length)));
            testBed.progress().step("warm-up at %,d requests/s".formatted(sizes.rate()));
            Poll.until(
                    "the first answers",
                    phase.plusSeconds(30),
                    Duration.ofMillis(50),
                    () -> bridge.events("received") > 0);
            Poll.pause(phase);
            long normal = System.currentTimeMillis();
            testBed.progress().step("normal running");
            Poll.pause(phase);
            long killed = System.currentTimeMillis();
            testBed.progress().step("outage");
            testBed.servers().kafka().kill();
            Poll.pause(phase);
            testBed.progress().step("starting the broker");
            testBed.servers().kafka().start();
            long back = System.currentTimeMillis();
            testBed.progress().step("drain");
            LoadResult result = load.join();
            testBed.sums().check(bridge);
            long start = result.startMillis();
            History history = new History(
                    List.of(
                            new History.Phase("warm-up", 0),
                            new History.Phase("normal", (normal - start) / 1e3),
                            new History.Phase("outage", (killed - start) / 1e3),
                            new History.Phase("drain", (back - start) / 1e3)),
                    result.seconds(),
                    sampler.since(start));
            results.keep(history);
            report(results, sizes, result, (killed - start) / 1e3, (back - start) / 1e3);
        }
    }

    /** Requests sent shortly before the kill may wait as long for an answer as those sent after it. */
    private static void report(Results results, Sizes sizes, LoadResult result, double killed, double back) {
        double worst = result.seconds().stream()
                .filter(second -> second.second() >= killed - FIRST_WAIT_SECONDS && second.second() <= back)
                .mapToDouble(LoadFigures::maxMs)
                .max()
                .orElse(Double.NaN);
        LoadFigures all = result.all();
        results.add(
                Goal.KILL,
                worst,
                all.wrong(),
                String.format(
                        Locale.ROOT,
                        "%,d requests/s for %d s; %,d requests",
                        sizes.rate(),
                        PHASES * sizes.phase(),
                        all.requests()));
    }
}
