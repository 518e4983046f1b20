package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadFigures;
import io.mailbridge.bench.load.LoadResult;
import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.program.Poll;
import io.mailbridge.bench.program.Setup;
import io.mailbridge.bench.report.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The real run beside a forecast: bridges on one buffer at a constant rate, which goes on in the outage and the drain. */
public final class FleetOutage {
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int BEFORE = 7;
    /** Seconds of load after the outage: the broker starts, the buffer drains, and answers become normal again. */
    private static final int AFTER = 18;

    private static final int WARM_UP = 6;
    private static final int WARM_UP_CONNECTIONS = 64;
    private static final int FIRST_OUTAGE = 3;
    /** Requests a second. */
    private static final int PROBES = 50;

    private static final int STEADY = 3;
    private static final double NORMAL_MS = 50;

    private final Setup setup;
    private final int events;
    private final int requests;
    private final int outageSeconds;
    private final Map<String, String> properties;

    /**
     * @param rate events a second of the whole fleet
     * @param maxRate bridge.replay.max-rate
     */
    public FleetOutage(Setup setup, int rate, int events, int outageSeconds, int maxRate) {
        this.setup = setup;
        this.events = events;
        this.requests = Math.max(1, rate / events);
        this.outageSeconds = outageSeconds;
        this.properties = Map.of("bridge.replay.max-rate", Integer.toString(maxRate));
    }

    public List<FleetReading> measure(List<Integer> counts) {
        Progress progress = new Progress();
        int seconds = BEFORE + outageSeconds + AFTER + WARM_UP + 25;
        progress.plan(counts.size(), counts.size() * seconds);
        List<FleetReading> readings = new ArrayList<>();
        try (TestBed testBed = new TestBed(setup, Sizes.FULL, progress)) {
            for (int count : counts) {
                progress.next(count == 1 ? "1 process" : count + " processes", seconds);
                // an empty table, so that its size is that of the rows
                testBed.servers().reset();
                try (Fleet fleet = testBed.bridges().startSeveral("fleet" + count, count, properties)) {
                    readings.add(measure(testBed, fleet, count));
                }
            }
        }
        return readings;
    }

    private FleetReading measure(TestBed testBed, Fleet fleet, int count) {
        LoadShape load = LoadShape.open(events, requests, BEFORE);
        warmUp(testBed, fleet, count);
        long bufferedBefore = fleet.events("buffered");
        testBed.progress().step("normal running");
        Round before = Round.measure(testBed.loadTool(), fleet.target(), load);
        CompletableFuture<LoadResult> going = CompletableFuture.supplyAsync(
                () -> fleet.target().load(testBed.loadTool(), load.lasting(outageSeconds + AFTER)));
        Poll.pause(Duration.ofSeconds(1));

        testBed.progress().step("outage");
        long killed = System.nanoTime();
        Usage down = Usage.read(testBed, fleet);
        testBed.servers().kafka().kill();
        Poll.pause(Duration.ofSeconds(outageSeconds));
        testBed.progress().step("starting the broker");
        testBed.servers().kafka().start();
        long back = System.nanoTime();
        long backMillis = System.currentTimeMillis();

        testBed.progress().step("drain");
        Usage up = Usage.read(testBed, fleet);
        double rowBytes = testBed.servers().postgres().count("select pg_total_relation_size('buffered_event')")
                / (double) Math.max(1, testBed.servers().buffered());
        DrainCurve curve = new DrainCurve();
        Poll.until("the drain", DRAIN_LIMIT, POLL, () -> {
            long replayed = fleet.events("replayed") - bufferedBefore;
            curve.add((System.nanoTime() - back) / 1e9, replayed);
            return fleet.isBreaker("closed") && replayed > 1 && replayed + bufferedBefore >= fleet.events("buffered");
        });
        Usage drained = Usage.read(testBed, fleet);
        LoadResult result = going.join();
        testBed.sums().check(fleet);

        long rows = fleet.events("buffered") - bufferedBefore;
        double live = requests * (double) events * before.cpuMicros() * drained.secondsSince(up);
        double insert = down.databaseMicros(up) / (up.buffered() - down.buffered());
        return new FleetReading(
                count,
                (back - killed) / 1e9,
                rows,
                curve.rate(),
                curve.seconds(),
                normalAfter(result, backMillis, before.p99Ms()),
                before.p99Ms(),
                before.cpuMicros(),
                Math.max(0, up.bridgeMicros(drained) - live) / rows,
                insert,
                up.databaseMicros(drained) / rows,
                rowBytes,
                (drained.walBytes() - down.walBytes()) / (double) rows,
                result.all().wrong() + before.wrong());
    }

    /** All code runs compiled: live at full speed, and a short outage whose rows are replayed. */
    private void warmUp(TestBed testBed, Fleet fleet, int count) {
        testBed.progress().step("warm-up");
        fleet.target().load(testBed.loadTool(), LoadShape.closed(events, WARM_UP_CONNECTIONS, WARM_UP + 2 * count));
        testBed.servers().kafka().kill();
        fleet.target().load(testBed.loadTool(), LoadShape.open(events, requests, FIRST_OUTAGE));
        testBed.servers().kafka().start();
        Poll.until("the first drain", DRAIN_LIMIT, POLL, () -> fleet.isBreaker("closed") || probes(testBed, fleet));
        Poll.until(
                "an empty buffer",
                DRAIN_LIMIT,
                POLL,
                () -> testBed.servers().buffered() == 0 && fleet.events("replayed") == fleet.events("buffered"));
    }

    /** A breaker closes only after requests that succeed. */
    private boolean probes(TestBed testBed, Fleet fleet) {
        fleet.target().load(testBed.loadTool(), LoadShape.open(events, PROBES, 1));
        return fleet.isBreaker("closed");
    }

    private static double normalAfter(LoadResult result, long backMillis, double p99Ms) {
        List<LoadFigures> seconds = result.seconds();
        int back = (int) ((backMillis - result.startMillis()) / 1_000);
        int steady = 0;
        for (int i = Math.max(0, back); i < seconds.size(); i++) {
            steady = seconds.get(i).p99Ms() <= Math.max(2 * p99Ms, NORMAL_MS) ? steady + 1 : 0;
            if (steady == STEADY) {
                return seconds.get(i).second() - back - STEADY + 1;
            }
        }
        return Double.NaN;
    }
}
