package io.mailbridge.bench.measure;

import io.mailbridge.bench.program.FreshProgram;
import io.mailbridge.bench.program.Poll;
import io.mailbridge.bench.program.ProcessFigures;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import io.mailbridge.support.BridgeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The time from the start of the JVM until the bridge is ready, against that until the bare program has answered its first
 * request; and memory and CPU of both while they get no requests.
 */
final class StartAndIdle implements Measurement {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);

    @Override
    public String name() {
        return "start and idle";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.START, Goal.IDLE_MEMORY, Goal.IDLE_CPU);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 1 + 4 * sizes.starts() + sizes.rest() + sizes.idle();
    }

    @Override
    public void run(TestBed testBed, Results results) {
        testBed.closeShared();
        Sizes sizes = testBed.sizes();
        String topic = testBed.bridges().newTopic("start");
        List<Double> ofBridge = new ArrayList<>();
        List<Double> ofBare = new ArrayList<>();
        for (int i = 1; i <= sizes.starts(); i++) {
            testBed.progress().step("start " + i + " of " + sizes.starts());
            long bareStart = System.nanoTime();
            try (FreshProgram bare = testBed.references().freshBare()) {
                bare.answerOne();
                ofBare.add(secondsSince(bareStart));
                long start = System.nanoTime();
                try (BridgeProcess bridge =
                        testBed.bridges().launcher(topic, 1, Map.of()).start()) {
                    Poll.until("a ready bridge", LIMIT, POLL, bridge::isReady);
                    ofBridge.add(secondsSince(start));
                    if (i == sizes.starts()) {
                        idle(testBed, bridge.pid(), bare.pid(), results);
                    }
                }
            }
        }
        String how = String.format(
                Locale.ROOT,
                "bridge %.2f s, bare %.2f s; medians of %d starts",
                Ratios.median(ofBridge),
                Ratios.median(ofBare),
                sizes.starts());
        if (testBed.setup().hasAotCache()) {
            results.add(Goal.START, Ratios.ratio(ofBridge, ofBare, Double::doubleValue), 0, how);
        } else {
            String why = testBed.setup().isWantedJava() ? "there is no AOT cache" : "needs JDK 25";
            results.notMeasured(Goal.START, why + "; without: " + how);
        }
    }

    private static void idle(TestBed testBed, long bridge, long bare, Results results) {
        Sizes sizes = testBed.sizes();
        testBed.progress().step("leaving it alone");
        Poll.pause(Duration.ofSeconds(sizes.rest()));
        testBed.progress().step("idle");
        double bridgeBefore = ProcessFigures.cpuSeconds(bridge);
        double bareBefore = ProcessFigures.cpuSeconds(bare);
        long start = System.nanoTime();
        Poll.pause(Duration.ofSeconds(sizes.idle()));
        double wall = secondsSince(start);
        double cores = (ProcessFigures.cpuSeconds(bridge) - bridgeBefore) / wall;
        double bareCores = (ProcessFigures.cpuSeconds(bare) - bareBefore) / wall;
        double resident = ProcessFigures.residentMb(bridge);
        String how = String.format(
                Locale.ROOT,
                "over %d s, after %d s of rest; bare %.0f MB, %.4f cores",
                sizes.idle(),
                sizes.rest(),
                ProcessFigures.residentMb(bare),
                bareCores);
        if (testBed.setup().isWantedJava()) {
            results.add(Goal.IDLE_MEMORY, resident, 0, how);
        } else {
            String found = String.format(Locale.ROOT, "needs JDK 25; %.0f MB on this one", resident);
            results.notMeasured(Goal.IDLE_MEMORY, found);
        }
        results.add(Goal.IDLE_CPU, cores, bareCores, 0, how);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
