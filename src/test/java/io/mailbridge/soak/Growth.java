package io.mailbridge.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a figure grows from round to round. It compares samples that can be compared: one at the end of each round, with
 * no load, an empty buffer and after a full collection. A fifth of the rounds is warm-up. Of the rest it takes the medians
 * of the first and of the last quarter, so that one odd round does not decide.
 */
record Growth(Measure measure, double first, double last) {
    /** With fewer rounds a quarter would be one sample, which is no median. */
    static final int FEWEST_ROUNDS = 10;

    /** @return for each measure; empty where there are too few rounds to judge */
    static List<Growth> of(List<Sample> atRest) {
        List<Growth> all = new ArrayList<>();
        if (atRest.size() >= FEWEST_ROUNDS) {
            List<Sample> judged = atRest.subList(atRest.size() / 5, atRest.size());
            int quarter = judged.size() / 4;
            for (Measure measure : Measure.values()) {
                all.add(new Growth(
                        measure,
                        median(measure, judged.subList(0, quarter)),
                        median(measure, judged.subList(judged.size() - quarter, judged.size()))));
            }
        }
        return all;
    }

    boolean isTooMuch() {
        return last - first > measure.limit();
    }

    private static double median(Measure measure, List<Sample> samples) {
        double[] sorted = samples.stream().mapToDouble(measure::of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %.1f %s at first, %.1f at last (may grow by %.0f)%s",
                measure.title(),
                first,
                measure.unit(),
                last,
                measure.limit(),
                isTooMuch() ? ": IT GROWS" : "");
    }
}
