package io.mailbridge.bench;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an event costs where one source is configured and where a thousand are, each of them posting in turn. */
final class Sources implements Measurement {
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
                + Comparison.seconds(sizes.sources().size(), sizes.warmUp(), sizes.rounds(), sizes.round());
    }

    @Override
    public void run(Stage stage, Results results) {
        LoadJob job = LoadJob.closed(1, CONNECTIONS, stage.sizes().round());
        Comparison rounds = new Comparison(stage);
        List<Bridge> bridges = new ArrayList<>();
        try {
            for (int count : stage.sizes().sources()) {
                stage.progress().step("starting a bridge with " + count + " sources");
                Bridge bridge = stage.bridge("sources-" + count, count, Map.of());
                bridges.add(bridge);
                rounds.of(bridge.target(), job);
            }
            rounds.run(stage.sizes().warmUp(), stage.sizes().rounds());
            List<Double> costs = new ArrayList<>();
            long wrong = 0;
            for (Bridge bridge : bridges) {
                Ledger.settle(stage, bridge);
                List<Round> ours = rounds.rounds(bridge.target(), job);
                costs.add(Ratios.median(ours, Round::cpuMicros));
                wrong += Round.wrong(ours);
            }
            results.add(
                    Goal.SOURCES,
                    Ratios.spread(costs),
                    wrong,
                    Connections.note(stage.sizes().sources(), costs));
        } finally {
            bridges.forEach(Bridge::close);
        }
    }
}
