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
import java.util.concurrent.CompletableFuture;

/**
 * The same constant rate on one process, and divided between two that share buffer and broker; of the bridge and of the bare
 * program. At a constant rate both do the same work; as fast as they can, two would do more of it.
 */
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
        return 5 + InterleavedRounds.seconds(4, sizes.warmUp(), sizes.rounds(), sizes.round());
    }

    @Override
    public void run(TestBed testBed, Results results) {
        Sizes sizes = testBed.sizes();
        LoadShape load = LoadShape.excessive(1, sizes.rate(), CONNECTIONS, sizes.round());
        CompletableFuture<Target> barePair = CompletableFuture.supplyAsync(testBed.references()::barePair);
        Target one = testBed.shared().target();
        try (Fleet pair = testBed.bridges().startSeveral("pair", 2)) {
            Target two = pair.target();
            Target twoBare = barePair.join();
            Target oneBare = testBed.references().bare();
            InterleavedRounds rounds = new InterleavedRounds(testBed)
                    .with(one, load)
                    .with(two, load)
                    .with(oneBare, load)
                    .with(twoBare, load)
                    .warm(LoadShape.closed(1, CONNECTIONS, sizes.warmUp()))
                    .run(0, sizes.rounds());
            testBed.sums().check(testBed.shared());
            testBed.sums().check(pair);
            // both share a topic and the count of acknowledged events
            testBed.sums().check(twoBare);
            Cost ours = new Cost(rounds.rounds(two, load), rounds.rounds(one, load));
            Cost bare = new Cost(rounds.rounds(twoBare, load), rounds.rounds(oneBare, load));
            String note = "bridge %s; bare %s; at %,d requests/s".formatted(ours.text(), bare.text(), sizes.rate());
            results.add(Goal.PAIR, ours.ratio() / bare.ratio(), Round.wrong(ours.both), note);
        }
    }

    /** What two processes cost against one. */
    private record Cost(List<Round> both, List<Round> single) {
        double ratio() {
            return Ratios.ratio(both, single, Round::cpuMicros);
        }

        String text() {
            return String.format(
                    Locale.ROOT, "%.2f (%s; %s)", ratio(), Round.medians("two", both), Round.medians("one", single));
        }
    }
}
