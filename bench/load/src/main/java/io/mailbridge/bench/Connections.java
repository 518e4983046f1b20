package io.mailbridge.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an event costs with few and with many connections open, all of them busy. */
final class Connections implements Measurement {
    private static final List<Integer> COUNTS = List.of(16, 256, 2000);

    @Override
    public String name() {
        return "connections";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.CONNECTIONS);
    }

    @Override
    public int seconds(Sizes sizes) {
        int programs = sizes.hasReferences() ? 2 : 1;
        return programs * (sizes.warmUp() + COUNTS.size() * sizes.rounds() * (sizes.round() + 2));
    }

    @Override
    public void run(Stage stage, Results results) {
        Sizes sizes = stage.sizes();
        List<LoadJob> jobs = COUNTS.stream()
                .map(count -> LoadJob.closed(1, count, sizes.round()))
                .toList();
        Target bridge = stage.warmShared().target();
        Comparison rounds = new Comparison(stage);
        jobs.forEach(job -> rounds.of(bridge, job));
        if (sizes.hasReferences()) {
            Target bare = stage.references().bare();
            stage.warm(bare);
            jobs.forEach(job -> rounds.of(bare, job));
        }
        // warm already, with the load that most measurements have
        rounds.run(0, sizes.rounds());
        Ledger.settle(stage, stage.shared());
        long wrong = jobs.stream()
                .mapToLong(job -> Round.wrong(rounds.rounds(bridge, job)))
                .sum();
        List<Double> costs = costs(rounds, bridge, jobs);
        String note = note(COUNTS, costs);
        if (sizes.hasReferences()) {
            Target bare = stage.references().bare();
            Ledger.settle(stage, bare);
            List<Double> limit = costs(rounds, bare, jobs);
            note += String.format(
                    Locale.ROOT, "; the bare program %.2f (%s)", Ratios.spread(limit), note(COUNTS, limit));
        }
        results.add(Goal.CONNECTIONS, Ratios.spread(costs), wrong, note);
    }

    private static List<Double> costs(Comparison rounds, Target target, List<LoadJob> jobs) {
        return jobs.stream()
                .map(job -> Ratios.median(rounds.rounds(target, job), Round::cpuMicros))
                .toList();
    }

    static String note(List<Integer> counts, List<Double> costs) {
        StringBuilder note = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            note.append(String.format(Locale.ROOT, "%s%d: %.1f us", i == 0 ? "" : ", ", counts.get(i), costs.get(i)));
        }
        return note.toString();
    }
}
