package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.program.Poll;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The same load with Kafka up and down, in turn; after the last outage a backlog drains without live traffic. */
final class OutageAndDrain implements Measurement {
    private static final Duration CLOSING_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int CONNECTIONS = 256;
    private static final int SLICE = 100_000;
    private static final int FILL_RATE = 25_000;
    private static final int DRAIN_RATE = 15_000;
    private static final int RESTART_SECONDS = 8;

    @Override
    public String name() {
        return "outage and drain";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.OUTAGE, Goal.OUTAGE_P99, Goal.DRAIN, Goal.DRAIN_TAIL);
    }

    @Override
    public int seconds(Sizes sizes) {
        int rounds = sizes.outages() * (2 * sizes.round() + opening(sizes) + RESTART_SECONDS);
        return sizes.warmUp() + rounds + sizes.drainRows() / FILL_RATE + sizes.drainRows() / DRAIN_RATE;
    }

    @Override
    public void run(TestBed testBed, Results results) {
        Sizes sizes = testBed.sizes();
        Fleet bridge = testBed.warmShared();
        LoadShape load = LoadShape.closed(1, CONNECTIONS, sizes.round());
        List<Round> normal = new ArrayList<>();
        List<Round> down = new ArrayList<>();
        BrokerOutage outage = new BrokerOutage(testBed, bridge);
        DrainCurve curve = null;
        for (int i = 1; i <= sizes.outages(); i++) {
            testBed.progress().step("normal running, round " + i + " of " + sizes.outages());
            normal.add(Round.measure(testBed.loadTool(), bridge.target(), load));
            testBed.progress().step("outage, round " + i + " of " + sizes.outages());
            outage.begin(opening(sizes));
            down.add(Round.measure(testBed.loadTool(), bridge.target(), load));
            if (i == sizes.outages()) {
                outage.fill(sizes.drainRows());
            }
            testBed.progress()
                    .step("draining %,d rows".formatted(testBed.servers().buffered()));
            curve = outage.endAndDrain();
            Poll.until("a closed breaker", CLOSING_LIMIT, POLL, () -> closes(testBed, bridge));
        }
        testBed.sums().check(bridge);
        report(results, normal, down, outage.wrong(), curve);
    }

    private static void report(
            Results results, List<Round> normal, List<Round> down, long wrongBefore, DrainCurve curve) {
        long wrong = Round.wrong(down) + wrongBefore;
        double live = Ratios.median(normal, Round::eventsPerSecond);
        results.add(
                Goal.OUTAGE,
                Ratios.ratio(down, normal, Round::eventsPerSecond),
                wrong,
                Round.medians("Kafka down", down) + "; " + Round.medians("up", normal));
        results.add(Goal.OUTAGE_P99, Ratios.median(down, Round::p99Ms), wrong, "");
        results.add(
                Goal.DRAIN,
                curve.rate() / live,
                0,
                String.format(
                        Locale.ROOT,
                        "%,d rows, posted in an outage, at %,.0f/s; live %,.0f/s",
                        curve.rows(),
                        curve.rate(),
                        live));
        long slice = Math.min(SLICE, curve.rows() / 10);
        double first = curve.firstRate(slice);
        double last = curve.lastRate(slice);
        results.add(
                Goal.DRAIN_TAIL,
                last / first,
                0,
                String.format(Locale.ROOT, "first %,d at %,.0f/s, last at %,.0f/s", slice, first, last));
    }

    /** The breaker closes only after requests that succeed. */
    private static boolean closes(TestBed testBed, Fleet bridge) {
        bridge.target().load(testBed.loadTool(), LoadShape.closed(1, 8, 1));
        return bridge.isBreaker("closed");
    }

    private static int opening(Sizes sizes) {
        return Math.max(2, sizes.warmUp() / 4);
    }
}
