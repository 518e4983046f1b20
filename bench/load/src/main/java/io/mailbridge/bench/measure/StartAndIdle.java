package io.mailbridge.bench.measure;

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

/** The time from the start of the JVM until the bridge is ready, and the memory and CPU of a bridge that gets no requests. */
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
        return 1 + 3 * sizes.starts() + sizes.rest() + sizes.idle();
    }

    @Override
    public void run(TestBed testBed, Results results) {
        testBed.closeShared();
        Sizes sizes = testBed.sizes();
        String topic = testBed.bridges().newTopic("start");
        List<Double> times = new ArrayList<>();
        for (int i = 1; i <= sizes.starts(); i++) {
            testBed.progress().step("start " + i + " of " + sizes.starts());
            long start = System.nanoTime();
            try (BridgeProcess bridge =
                    testBed.bridges().launcher(topic, 1, Map.of()).start()) {
                Poll.until("a ready bridge", LIMIT, POLL, bridge::isReady);
                times.add((System.nanoTime() - start) / 1e9);
                if (i == sizes.starts()) {
                    idle(testBed, bridge.pid(), results);
                }
            }
        }
        double median = Ratios.median(times);
        if (testBed.setup().hasAotCache()) {
            results.add(Goal.START, median, 0, "median of " + times.size() + " starts");
        } else {
            String why = testBed.setup().isWantedJava() ? "there is no AOT cache" : "needs JDK 25";
            results.notMeasured(Goal.START, String.format(Locale.ROOT, "%s; %.2f s without", why, median));
        }
    }

    private static void idle(TestBed testBed, long pid, Results results) {
        Sizes sizes = testBed.sizes();
        testBed.progress().step("leaving it alone");
        Poll.pause(Duration.ofSeconds(sizes.rest()));
        testBed.progress().step("idle");
        double before = ProcessFigures.cpuSeconds(pid);
        long start = System.nanoTime();
        Poll.pause(Duration.ofSeconds(sizes.idle()));
        double wall = (System.nanoTime() - start) / 1e9;
        double cores = (ProcessFigures.cpuSeconds(pid) - before) / wall;
        double resident = ProcessFigures.residentMb(pid);
        String how = "over %d s, after %d s of rest".formatted(sizes.idle(), sizes.rest());
        if (testBed.setup().isWantedJava()) {
            results.add(Goal.IDLE_MEMORY, resident, 0, how);
        } else {
            String found = String.format(Locale.ROOT, "needs JDK 25; %.0f MB on this one", resident);
            results.notMeasured(Goal.IDLE_MEMORY, found);
        }
        results.add(Goal.IDLE_CPU, cores, 0, how);
    }
}
