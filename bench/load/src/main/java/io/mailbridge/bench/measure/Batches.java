package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Target;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A hundred events in each request, as platforms send them: the bridge compared with the bare and the rich program. */
final class Batches implements Measurement {
    private static final int CONNECTIONS = 32;
    private static final int EVENTS = 100;

    @Override
    public String name() {
        return "requests of 100 events";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.BATCH, Goal.BATCH_CPU, Goal.BATCH_RICH);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 3 + InterleavedRounds.seconds(3, sizes.warmUp() / 2, sizes.rounds(), sizes.round());
    }

    @Override
    public void run(TestBed testBed, Results results) {
        LoadShape load = LoadShape.closed(EVENTS, CONNECTIONS, testBed.sizes().round());
        Target bridge = testBed.shared().target();
        Target bare = testBed.references().bare();
        Target rich = testBed.references().rich();
        InterleavedRounds rounds = new InterleavedRounds(testBed)
                .with(bare, load)
                .with(rich, load)
                .with(bridge, load)
                .withOther(load)
                .run(testBed.sizes().warmUp() / 2, testBed.sizes().rounds());
        testBed.sums().check(bare);
        testBed.sums().check(rich);
        testBed.sums().check(testBed.shared());
        List<Round> ours = rounds.rounds(bridge, load);
        List<Round> limit = rounds.rounds(bare, load);
        List<Round> contract = rounds.rounds(rich, load);
        String note =
                Round.medians("bridge", ours) + "; " + Round.medians("bare", limit) + rounds.besideOther(ours, load);
        long wrong = Round.wrong(ours);
        results.add(Goal.BATCH, Ratios.ratio(ours, limit, Round::eventsPerSecond), wrong, note);
        results.add(Goal.BATCH_CPU, Ratios.ratio(ours, limit, Round::cpuMicros), wrong, "");
        results.add(
                Goal.BATCH_RICH,
                Ratios.ratio(ours, contract, Round::cpuMicros),
                wrong,
                Round.medians("rich", contract));
    }
}
