package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.program.Target;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The same load on one process, and divided between two that share buffer and broker. */
final class TwoProcesses implements Measurement {
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
        return 5 + InterleavedRounds.seconds(programs, sizes.warmUp(), sizes.rounds(), sizes.round());
    }

    @Override
    public void run(TestBed testBed, Results results) {
        LoadShape load = LoadShape.closed(1, CONNECTIONS, testBed.sizes().round());
        Target one = testBed.shared().target();
        try (Fleet pair = testBed.bridges().startSeveral("pair", 2)) {
            Target two = pair.target();
            InterleavedRounds rounds =
                    new InterleavedRounds(testBed).with(one, load).with(two, load);
            if (testBed.sizes().hasReferences()) {
                rounds.with(testBed.references().bare(), load)
                        .with(testBed.references().barePair(), load);
            }
            rounds.run(testBed.sizes().warmUp(), testBed.sizes().rounds());
            testBed.sums().check(testBed.shared());
            testBed.sums().check(pair);
            List<Round> both = rounds.rounds(two, load);
            List<Round> single = rounds.rounds(one, load);
            String note = medians(both, single);
            if (testBed.sizes().hasReferences()) {
                note += "; " + ofBare(testBed, rounds, load);
            }
            results.add(Goal.PAIR, Ratios.ratio(both, single, Round::cpuMicros), Round.wrong(both), note);
        }
    }

    private static String ofBare(TestBed testBed, InterleavedRounds rounds, LoadShape load) {
        Target one = testBed.references().bare();
        Target two = testBed.references().barePair();
        // both share a topic and the count of acknowledged events
        testBed.sums().check(two);
        List<Round> both = rounds.rounds(two, load);
        List<Round> single = rounds.rounds(one, load);
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
