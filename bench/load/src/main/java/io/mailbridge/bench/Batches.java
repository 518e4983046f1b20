package io.mailbridge.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A hundred events a request, as platforms send them: the bridge beside the bare program. */
final class Batches implements Measurement {
    private static final int CONNECTIONS = 32;
    private static final int EVENTS = 100;

    @Override
    public String name() {
        return "requests of 100 events";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.BATCH);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 3 + Comparison.seconds(2, sizes.warmUp() / 2, sizes.rounds(), sizes.round());
    }

    @Override
    public void run(Stage stage, Results results) {
        LoadJob job = LoadJob.closed(EVENTS, CONNECTIONS, stage.sizes().round());
        Target bridge = stage.shared().target();
        Target bare = stage.references().bare();
        Comparison rounds = new Comparison(stage)
                .of(bare, job)
                .of(bridge, job)
                .run(stage.sizes().warmUp() / 2, stage.sizes().rounds());
        Ledger.settle(stage, bare);
        Ledger.settle(stage, stage.shared());
        List<Round> ours = rounds.rounds(bridge, job);
        List<Round> limit = rounds.rounds(bare, job);
        results.add(
                Goal.BATCH,
                Ratios.ratio(ours, limit, Round::eventsPerSecond),
                Round.wrong(ours),
                Round.medians("bridge", ours) + "; " + Round.medians("bare", limit));
    }
}
