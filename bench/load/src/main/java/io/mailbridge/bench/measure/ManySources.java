package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** CPU time per event with one source configured and with up to a thousand, each of them posting in turn. */
final class ManySources implements Measurement {
    private static final int CONNECTIONS = 256;

    @Override
    public String name() {
        return "sources";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.SOURCES);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 3 * sizes.sources().size()
                + InterleavedRounds.seconds(sizes.sources().size(), sizes.warmUp(), sizes.rounds(), sizes.round());
    }

    @Override
    public void run(TestBed testBed, Results results) {
        LoadShape load = LoadShape.closed(1, CONNECTIONS, testBed.sizes().round());
        InterleavedRounds rounds = new InterleavedRounds(testBed);
        List<Fleet> bridges = new ArrayList<>();
        try {
            for (int count : testBed.sizes().sources()) {
                testBed.progress().step("starting a bridge with " + count + " sources");
                Fleet bridge = testBed.bridges().start("sources-" + count, count, Map.of());
                bridges.add(bridge);
                rounds.with(bridge.target(), load);
            }
            rounds.run(testBed.sizes().warmUp(), testBed.sizes().rounds());
            List<Double> costs = new ArrayList<>();
            long wrong = 0;
            for (Fleet bridge : bridges) {
                testBed.sums().check(bridge);
                List<Round> ours = rounds.rounds(bridge.target(), load);
                costs.add(Ratios.median(ours, Round::cpuMicros));
                wrong += Round.wrong(ours);
            }
            CostByCount cost = new CostByCount(testBed.sizes().sources(), costs);
            results.add(Goal.SOURCES, cost.spread(), wrong, cost.text());
        } finally {
            bridges.forEach(Fleet::close);
        }
    }
}
