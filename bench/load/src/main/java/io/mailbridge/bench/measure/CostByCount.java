package io.mailbridge.bench.measure;

import java.util.List;
import java.util.Locale;

/**
 * CPU time per event at several counts of one thing, such as connections.
 *
 * @param costs in microseconds, in the order of the counts
 */
record CostByCount(List<Integer> counts, List<Double> costs) {
    /** The highest cost as a multiple of the lowest. */
    double spread() {
        return Ratios.spread(costs);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            text.append(String.format(Locale.ROOT, "%s%d: %.1f us", i == 0 ? "" : ", ", counts.get(i), costs.get(i)));
        }
        return text.toString();
    }
}
