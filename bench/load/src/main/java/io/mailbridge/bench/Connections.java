package io.mailbridge.bench;

import java.util.ArrayList;
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
        Target bridge = stage.warmShared().target();
        if (sizes.hasReferences()) {
            stage.warm(stage.references().bare());
        }
        List<List<Round>> ours = empty();
        List<List<Round>> limit = empty();
        for (int i = 1; i <= sizes.rounds(); i++) {
            stage.progress().step("round " + i + " of " + sizes.rounds());
            measure(stage, bridge, ours);
            if (sizes.hasReferences()) {
                measure(stage, stage.references().bare(), limit);
            }
        }
        Ledger.settle(stage, stage.shared());
        long wrong = ours.stream().mapToLong(Round::wrong).sum();
        List<Double> costs = costs(ours);
        String note = note(COUNTS, costs);
        if (sizes.hasReferences()) {
            Ledger.settle(stage, stage.references().bare());
            List<Double> bare = costs(limit);
            note += String.format(Locale.ROOT, "; the bare program %.2f (%s)", Ratios.spread(bare), note(COUNTS, bare));
        }
        results.add(Goal.CONNECTIONS, Ratios.spread(costs), wrong, note);
    }

    private static List<List<Round>> empty() {
        return COUNTS.stream()
                .map(count -> (List<Round>) new ArrayList<Round>())
                .toList();
    }

    private static void measure(Stage stage, Target target, List<List<Round>> rounds) {
        for (int i = 0; i < COUNTS.size(); i++) {
            LoadJob job = LoadJob.closed(1, COUNTS.get(i), stage.sizes().round());
            rounds.get(i).add(Round.measure(stage, target, job));
        }
    }

    private static List<Double> costs(List<List<Round>> rounds) {
        return rounds.stream().map(all -> Ratios.median(all, Round::cpuMicros)).toList();
    }

    static String note(List<Integer> counts, List<Double> costs) {
        StringBuilder note = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            note.append(String.format(Locale.ROOT, "%s%d: %.1f us", i == 0 ? "" : ", ", counts.get(i), costs.get(i)));
        }
        return note.toString();
    }
}
