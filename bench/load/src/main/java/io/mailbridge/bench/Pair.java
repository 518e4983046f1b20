package io.mailbridge.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The same load on one process, and shared by two on the same buffer and broker. */
final class Pair implements Measurement {
    private static final int CONNECTIONS = 256;

    @Override
    public String name() {
        return "two processes";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.PAIR);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 5 + Comparison.seconds(2, sizes.warmUp(), sizes.rounds(), sizes.round());
    }

    @Override
    public void run(Stage stage, Results results) {
        LoadJob job = LoadJob.closed(1, CONNECTIONS, stage.sizes().round());
        Target one = stage.shared().target();
        try (Bridge pair = stage.fleet("pair", 2)) {
            Target two = pair.target();
            Comparison rounds = new Comparison(stage)
                    .of(one, job)
                    .of(two, job)
                    .run(stage.sizes().warmUp(), stage.sizes().rounds());
            Ledger.settle(stage, stage.shared());
            Ledger.settle(stage, pair);
            List<Round> both = rounds.rounds(two);
            List<Round> single = rounds.rounds(one);
            results.add(
                    Goal.PAIR,
                    Ratios.ratio(both, single, Round::cpuMicros),
                    Round.wrong(both),
                    Round.medians("two", both) + "; " + Round.medians("one", single));
        }
    }
}
