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
        return sizes.warmUp() + COUNTS.size() * sizes.rounds() * (sizes.round() + 2);
    }

    @Override
    public void run(Stage stage, Results results) {
        Sizes sizes = stage.sizes();
        Target bridge = stage.warmShared().target();
        List<List<Round>> rounds = COUNTS.stream()
                .map(count -> (List<Round>) new ArrayList<Round>())
                .toList();
        for (int i = 1; i <= sizes.rounds(); i++) {
            stage.progress().step("round " + i + " of " + sizes.rounds());
            for (int j = 0; j < COUNTS.size(); j++) {
                rounds.get(j).add(Round.measure(stage, bridge, LoadJob.closed(1, COUNTS.get(j), sizes.round())));
            }
        }
        Ledger.settle(stage, stage.shared());
        List<Double> costs =
                rounds.stream().map(all -> Ratios.median(all, Round::cpuMicros)).toList();
        long wrong = rounds.stream().mapToLong(Round::wrong).sum();
        results.add(Goal.CONNECTIONS, Ratios.spread(costs), wrong, note(COUNTS, costs));
    }

    static String note(List<Integer> counts, List<Double> costs) {
        StringBuilder note = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            note.append(String.format(Locale.ROOT, "%s%d: %.1f us", i == 0 ? "" : ", ", counts.get(i), costs.get(i)));
        }
        return note.toString();
    }
}
