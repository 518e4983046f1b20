package io.mailbridge.soak;

import io.mailbridge.soak.Latencies.Quantiles;
import io.mailbridge.soak.Line.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What was seen of a soak, and its picture; at any time, since a soak may be ended before its time. */
final class SoakHistory {
    private static final String BLUE = "#1f77b4";
    private static final String RED = "#d62728";
    private static final String GREEN = "#2ca02c";
    private static final String GREY = "#9a9a9a";

    private final List<Sample> bridge = new ArrayList<>();
    private final List<Sample> other = new ArrayList<>();
    private final List<Sample> atRest = new ArrayList<>();
    private final List<Quantiles> answers = new ArrayList<>();
    private final List<Span> faults = new ArrayList<>();

    synchronized void bridge(Sample sample) {
        bridge.add(sample);
    }

    /** @param sample null while it does not run */
    synchronized void other(double second, Sample sample) {
        double none = Double.NaN;
        other.add(sample != null ? sample : new Sample(second, none, none, none, none, none, 0, 0, 0, 0, none, none));
    }

    synchronized void atRest(Sample sample) {
        atRest.add(sample);
    }

    synchronized void answers(Quantiles quantiles) {
        answers.add(quantiles);
    }

    synchronized void fault(Span span) {
        faults.add(span);
    }

    synchronized List<Growth> growth() {
        return Growth.of(List.copyOf(atRest));
    }

    synchronized int rounds() {
        return atRest.size();
    }

    synchronized Sample last() {
        return bridge.get(bridge.size() - 1);
    }

    synchronized String picture(String title, String subtitle) {
        List<Panel> panels = List.of(
                Panel.linear(
                        "Memory",
                        "MB",
                        List.of(
                                line("resident", BLUE, bridge, Sample::residentMb),
                                line("resident, the other bridge", GREY, other, Sample::residentMb),
                                line("heap in use", GREEN, bridge, Sample::heapMb),
                                line("heap after full collections", RED, atRest, Sample::liveMb))),
                Panel.linear(
                        "Descriptors and threads",
                        "number",
                        List.of(
                                line("descriptors", BLUE, bridge, Sample::descriptors),
                                line("threads", GREEN, bridge, Sample::threads))),
                Panel.linear("Buffer", "rows", List.of(line("depth", BLUE, bridge, Sample::depth))),
                Panel.logarithmic(
                        "Answers",
                        "ms",
                        List.of(
                                answers("worst", RED, Quantiles::worstMs),
                                answers("p99", GREEN, Quantiles::p99Ms),
                                answers("p50", BLUE, Quantiles::p50Ms))));
        double end = bridge.isEmpty() ? 1 : last().second();
        return new Picture(title, subtitle, end, panels, List.copyOf(faults)).svg();
    }

    private static Line line(String name, String colour, List<Sample> samples, ToDoubleFunction<Sample> of) {
        return new Line(
                name,
                colour,
                samples.stream()
                        .map(sample -> new Point(sample.second(), of.applyAsDouble(sample)))
                        .toList());
    }

    private Line answers(String name, String colour, ToDoubleFunction<Quantiles> of) {
        return new Line(
                name,
                colour,
                answers.stream()
                        .map(one -> new Point(one.second(), of.applyAsDouble(one)))
                        .toList());
    }
}
