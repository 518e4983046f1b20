package io.mailbridge.bench.measure;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Ratios of rounds that were run side by side: a slow moment slows both sides of one round, so each round is divided first. */
final class Ratios {
    private Ratios() {}

    static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static <T> double median(List<T> rounds, ToDoubleFunction<T> of) {
        return median(rounds.stream().mapToDouble(of).boxed().toList());
    }

    /** The median of the ratios of the rounds. */
    static <T> double ratio(List<T> rounds, List<T> base, ToDoubleFunction<T> of) {
        if (rounds.size() != base.size()) {
            throw new IllegalArgumentException(rounds.size() + " rounds against " + base.size());
        }
        return median(IntStream.range(0, rounds.size())
                .mapToObj(i -> of.applyAsDouble(rounds.get(i)) / of.applyAsDouble(base.get(i)))
                .toList());
    }

    /** The largest as a multiple of the smallest. */
    static double spread(List<Double> values) {
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        return most / least;
    }
}
