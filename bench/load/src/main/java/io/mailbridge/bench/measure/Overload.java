package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadFigures;
import io.mailbridge.bench.load.LoadResult;
import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.program.ProcessFigures;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Four times the requests that the bridge carries, with Kafka up and down: what those get that it accepts. */
final class Overload implements Measurement {
    /** Large requests: the load tool makes one at a fraction of what it costs the bridge. */
    private static final int EVENTS = 100;

    private static final int CARRIED_CONNECTIONS = 32;
    /** Fewer than the bridge allows one address. */
    private static final int CONNECTIONS = 1_000;

    private static final int TIMES = 4;
    private static final double NORMAL_SHARE = 0.75;

    private record Case(double carried, LoadFigures normal, LoadResult excess, double recovery) {
        LoadFigures overload() {
            return excess.all();
        }

        double ratio() {
            return overload().p99Ms() / normal.p99Ms();
        }

        /** Without any answer; 503 is one. */
        long unanswered() {
            return overload().requests() - overload().answers();
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "carries %,.0f/s; at %.0f %% of it p99 %.1f ms; at %,d/s %,.0f/s are answered 200, p99 %.1f ms; "
                            + "slowest answer %,.0f ms; p99 by the second %s ms",
                    carried,
                    100 * NORMAL_SHARE,
                    normal.p99Ms(),
                    (int) (TIMES * carried),
                    carried * overload().ok() / Math.max(1, overload().requests()) * TIMES,
                    overload().p99Ms(),
                    overload().maxMs(),
                    excess.seconds().stream()
                            .map(second -> String.format(Locale.ROOT, "%.0f", second.p99Ms()))
                            .collect(Collectors.joining(" ")));
        }
    }

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.OVERLOAD, Goal.OVERLOAD_DOWN, Goal.OVERLOAD_RECOVERY, Goal.OVERLOAD_MEMORY);
    }

    @Override
    public int seconds(Sizes sizes) {
        int drain = 2 * sizes.overload();
        return 10 + sizes.warmUp() + 2 * (3 * sizes.round() + sizes.overload() + sizes.recovery()) + drain;
    }

    @Override
    public void run(TestBed testBed, Results results) {
        testBed.closeShared();
        Sizes sizes = testBed.sizes();
        try (Fleet bridge = testBed.bridges().startOnOneProcessor("overload")) {
            testBed.progress().step("warming up");
            bridge.target().load(testBed.loadTool(), carried(Math.max(1, sizes.warmUp())));
            Case up = measure(testBed, bridge, "Kafka up");
            BrokerOutage outage = new BrokerOutage(testBed, bridge);
            outage.begin(Math.max(1, sizes.warmUp() / 4));
            Case down = measure(testBed, bridge, "Kafka down");
            double memory = ProcessFigures.peakResidentMb(bridge.target().pids().get(0));
            testBed.progress()
                    .step("draining %,d rows".formatted(testBed.servers().buffered()));
            outage.endAndDrain();
            testBed.sums().check(bridge);
            results.add(Goal.OVERLOAD, up.ratio(), up.unanswered(), up.text());
            results.add(Goal.OVERLOAD_DOWN, down.ratio(), down.unanswered(), down.text());
            results.add(
                    Goal.OVERLOAD_RECOVERY,
                    Math.max(up.recovery(), down.recovery()),
                    0,
                    String.format(Locale.ROOT, "Kafka up %.1f s, Kafka down %.1f s", up.recovery(), down.recovery()));
            results.add(Goal.OVERLOAD_MEMORY, memory, 0, "VmHWM of the bridge under both");
        }
    }

    private static LoadShape carried(int seconds) {
        return LoadShape.closed(EVENTS, CARRIED_CONNECTIONS, seconds);
    }

    private Case measure(TestBed testBed, Fleet bridge, String kafka) {
        Sizes sizes = testBed.sizes();
        testBed.progress().step("what it carries, " + kafka);
        LoadFigures most =
                bridge.target().load(testBed.loadTool(), carried(sizes.round())).all();
        double carried = most.ok() / (double) sizes.round();
        LoadShape usual = LoadShape.excessive(
                EVENTS, Math.max(1, (int) (carried * NORMAL_SHARE)), CONNECTIONS, 2 * sizes.round());
        testBed.progress().step("normal load, " + kafka);
        LoadResult normal = bridge.target().load(testBed.loadTool(), usual);
        testBed.progress().step("overload, " + kafka);
        LoadShape excess =
                LoadShape.excessive(EVENTS, Math.max(1, (int) (carried * TIMES)), CONNECTIONS, sizes.overload());
        LoadResult overload = bridge.target().load(testBed.loadTool(), excess);
        testBed.progress().step("recovery, " + kafka);
        LoadResult after = bridge.target().load(testBed.loadTool(), usual.lasting(sizes.recovery()));
        double ended = overload.startMillis() / 1e3 + sizes.overload();
        double recovery = after.startMillis() / 1e3 - ended + secondsUntilNormal(after, normal);
        return new Case(carried, normal.all(), overload, recovery);
    }

    /** Up to the last second with another answer than 200, or a p99 of more than 3 times what it was at worst. */
    private static int secondsUntilNormal(LoadResult after, LoadResult normal) {
        double worst =
                normal.seconds().stream().mapToDouble(LoadFigures::p99Ms).max().orElse(Double.NaN);
        return after.seconds().stream()
                .filter(second -> second.wrong() > 0 || second.p99Ms() > 3 * worst)
                .mapToInt(second -> second.second() + 1)
                .max()
                .orElse(0);
    }
}
