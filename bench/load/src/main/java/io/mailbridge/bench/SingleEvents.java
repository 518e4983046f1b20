package io.mailbridge.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One event a request, as many as they can: the bridge beside the bare program and the actor design. */
final class SingleEvents implements Measurement {
    private static final int CONNECTIONS = 256;

    @Override
    public String name() {
        return "single events";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.SINGLE, Goal.SINGLE_CPU, Goal.ACTOR);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 6 + Comparison.seconds(3, sizes.warmUp(), sizes.rounds(), sizes.round());
    }

    @Override
    public void run(Stage stage, Results results) {
        LoadJob job = LoadJob.closed(1, CONNECTIONS, stage.sizes().round());
        CompletableFuture<Target> bareStart = CompletableFuture.supplyAsync(stage.references()::bare);
        CompletableFuture<Target> actorStart = CompletableFuture.supplyAsync(stage.references()::actor);
        Target bridge = stage.shared().target();
        Target bare = bareStart.join();
        Target actor = actorStart.join();
        Comparison rounds = new Comparison(stage)
                .of(bare, job)
                .of(actor, job)
                .of(bridge, job)
                .run(stage.sizes().warmUp(), stage.sizes().rounds());
        Ledger.settle(stage, bare);
        Ledger.settle(stage, actor);
        Ledger.settle(stage, stage.shared());
        List<Round> ours = rounds.rounds(bridge, job);
        List<Round> limit = rounds.rounds(bare, job);
        List<Round> old = rounds.rounds(actor, job);
        String note = Round.medians("bridge", ours) + "; " + Round.medians("bare", limit);
        long wrong = Round.wrong(ours);
        results.add(Goal.SINGLE, Ratios.ratio(ours, limit, Round::eventsPerSecond), wrong, note);
        results.add(Goal.SINGLE_CPU, Ratios.ratio(ours, limit, Round::cpuMicros), wrong, "");
        results.add(
                Goal.ACTOR, Ratios.ratio(ours, old, Round::eventsPerSecond), wrong, Round.medians("actor design", old));
    }
}
