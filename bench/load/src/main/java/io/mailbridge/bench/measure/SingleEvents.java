package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Target;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One event in each request, as fast as possible: the bridge compared with the reference programs. */
final class SingleEvents implements Measurement {
    private static final int CONNECTIONS = 256;

    @Override
    public String name() {
        return "single events";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.SINGLE, Goal.SINGLE_CPU, Goal.SINGLE_RICH, Goal.ACTOR);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 6 + InterleavedRounds.seconds(4, sizes.warmUp(), sizes.rounds(), sizes.round());
    }

    @Override
    public void run(TestBed testBed, Results results) {
        LoadShape load = LoadShape.closed(1, CONNECTIONS, testBed.sizes().round());
        CompletableFuture<Target> bareStart = CompletableFuture.supplyAsync(testBed.references()::bare);
        CompletableFuture<Target> richStart = CompletableFuture.supplyAsync(testBed.references()::rich);
        CompletableFuture<Target> actorStart = CompletableFuture.supplyAsync(testBed.references()::actor);
        Target bridge = testBed.shared().target();
        Target bare = bareStart.join();
        Target rich = richStart.join();
        Target actor = actorStart.join();
        InterleavedRounds rounds = new InterleavedRounds(testBed)
                .with(bare, load)
                .with(rich, load)
                .with(actor, load)
                .with(bridge, load)
                .withOther(load)
                .run(testBed.sizes().warmUp(), testBed.sizes().rounds());
        testBed.sums().check(bare);
        testBed.sums().check(rich);
        testBed.sums().check(actor);
        testBed.sums().check(testBed.shared());
        List<Round> ours = rounds.rounds(bridge, load);
        List<Round> limit = rounds.rounds(bare, load);
        List<Round> contract = rounds.rounds(rich, load);
        List<Round> old = rounds.rounds(actor, load);
        String note =
                Round.medians("bridge", ours) + "; " + Round.medians("bare", limit) + rounds.besideOther(ours, load);
        long wrong = Round.wrong(ours);
        results.add(Goal.SINGLE, Ratios.ratio(ours, limit, Round::eventsPerSecond), wrong, note);
        results.add(Goal.SINGLE_CPU, Ratios.ratio(ours, limit, Round::cpuMicros), wrong, "");
        results.add(
                Goal.SINGLE_RICH,
                Ratios.ratio(ours, contract, Round::cpuMicros),
                wrong,
                Round.medians("rich", contract));
        results.add(
                Goal.ACTOR, Ratios.ratio(ours, old, Round::eventsPerSecond), wrong, Round.medians("actor design", old));
    }
}
