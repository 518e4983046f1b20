package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Target;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** CPU time per event with few and with many connections, all of them busy; with few against the bare program. */
final class ManyConnections implements Measurement {
    private static final List<Integer> COUNTS = List.of(16, 256, 2000);

    @Override
    public String name() {
        return "connections";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.FEW, Goal.CONNECTIONS);
    }

    @Override
    public int seconds(Sizes sizes) {
        int loads = COUNTS.size() + (sizes.hasReferences() ? COUNTS.size() : 1);
        return 2 * sizes.warmUp() + loads * sizes.rounds() * (sizes.round() + 2);
    }

    @Override
    public void run(TestBed testBed, Results results) {
        Sizes sizes = testBed.sizes();
        List<LoadShape> loads = COUNTS.stream()
                .map(count -> LoadShape.closed(1, count, sizes.round()))
                .toList();
        LoadShape few = loads.get(0);
        Target bridge = testBed.warmShared().target();
        Target bare = testBed.references().bare();
        testBed.warm(bare);
        InterleavedRounds rounds = new InterleavedRounds(testBed);
        for (LoadShape load : loads) {
            rounds.with(bridge, load);
            if (load == few || sizes.hasReferences()) {
                rounds.with(bare, load);
            }
        }
        testBed.other().ifPresent(other -> testBed.warm(other.target()));
        rounds.withOther(few);
        // all are warm already, from the load that most measurements have
        rounds.run(0, sizes.rounds());
        testBed.sums().check(testBed.shared());
        testBed.sums().check(bare);
        List<Round> ours = rounds.rounds(bridge, few);
        List<Round> limit = rounds.rounds(bare, few);
        results.add(
                Goal.FEW,
                Ratios.ratio(ours, limit, Round::cpuMicros),
                Round.wrong(ours),
                Round.medians("bridge", ours) + "; " + Round.medians("bare", limit) + rounds.besideOther(ours, few));
        long wrong = loads.stream()
                .mapToLong(load -> Round.wrong(rounds.rounds(bridge, load)))
                .sum();
        CostByCount costs = costs(rounds, bridge, loads);
        String note = costs.text();
        if (sizes.hasReferences()) {
            CostByCount ofBare = costs(rounds, bare, loads);
            note += String.format(Locale.ROOT, "; the bare program %.2f (%s)", ofBare.spread(), ofBare.text());
        }
        results.add(Goal.CONNECTIONS, costs.spread(), wrong, note);
    }

    private static CostByCount costs(InterleavedRounds rounds, Target target, List<LoadShape> loads) {
        List<Double> costs = loads.stream()
                .map(load -> Ratios.median(rounds.rounds(target, load), Round::cpuMicros))
                .toList();
        return new CostByCount(COUNTS, costs);
    }
}
