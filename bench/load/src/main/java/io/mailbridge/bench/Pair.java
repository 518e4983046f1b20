package io.mailbridge.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
        int programs = sizes.hasReferences() ? 4 : 2;
        return 5 + Comparison.seconds(programs, sizes.warmUp(), sizes.rounds(), sizes.round());
    }

    @Override
    public void run(Stage stage, Results results) {
        LoadJob job = LoadJob.closed(1, CONNECTIONS, stage.sizes().round());
        Target one = stage.shared().target();
        try (Bridge pair = stage.fleet("pair", 2)) {
            Target two = pair.target();
            Comparison rounds = new Comparison(stage).of(one, job).of(two, job);
            if (stage.sizes().hasReferences()) {
                rounds.of(stage.references().bare(), job).of(stage.references().barePair(), job);
            }
            rounds.run(stage.sizes().warmUp(), stage.sizes().rounds());
            Ledger.settle(stage, stage.shared());
            Ledger.settle(stage, pair);
            List<Round> both = rounds.rounds(two, job);
            List<Round> single = rounds.rounds(one, job);
            String note = medians(both, single);
            if (stage.sizes().hasReferences()) {
                note += "; " + ofBare(stage, rounds, job);
            }
            results.add(Goal.PAIR, Ratios.ratio(both, single, Round::cpuMicros), Round.wrong(both), note);
        }
    }

    private static String ofBare(Stage stage, Comparison rounds, LoadJob job) {
        Target one = stage.references().bare();
        Target two = stage.references().barePair();
        // they share a topic and its count
        Ledger.settle(stage, two);
        List<Round> both = rounds.rounds(two, job);
        List<Round> single = rounds.rounds(one, job);
        return String.format(
                Locale.ROOT,
                "the bare program %.2f (%s)",
                Ratios.ratio(both, single, Round::cpuMicros),
                medians(both, single));
    }

    private static String medians(List<Round> both, List<Round> single) {
        return Round.medians("two", both) + "; " + Round.medians("one", single);
    }
}
