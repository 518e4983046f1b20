package io.mailbridge.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a history as SVG: throughput, latency, CPU and memory over time, with the phases marked. */
final class Charts {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 360;
    /** A logarithmic axis has no zero. */
    private static final double SMALLEST_MS = 0.01;

    private final History history;

    Charts(History history) {
        this.history = history;
    }

    /** @return the files, in the order they are best looked at */
    List<Path> drawTo(Path folder) throws IOException {
        return List.of(
                write(throughput(), folder.resolve("throughput.svg")),
                write(latency(), folder.resolve("latency.svg")),
                write(cpu(), folder.resolve("cpu.svg")),
                write(memory(), folder.resolve("memory.svg")));
    }

    private XYChart throughput() {
        XYChart chart = chart("Throughput", "a second");
        answers(chart, "requests answered 200", LoadFigures::ok);
        List<History.Sample> samples = history.samples();
        List<Double> times = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int i = 1; i < samples.size(); i++) {
            double seconds = samples.get(i).second() - samples.get(i - 1).second();
            times.add(samples.get(i).second());
            rates.add((samples.get(i).replayed() - samples.get(i - 1).replayed()) / seconds);
        }
        add(chart, "events replayed", times, rates);
        return chart;
    }

    private XYChart latency() {
        XYChart chart = chart("Latency by the second a request was sent in", "ms");
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(null);
        answers(chart, "p50", second -> Math.max(SMALLEST_MS, second.p50Ms()));
        answers(chart, "p99", second -> Math.max(SMALLEST_MS, second.p99Ms()));
        answers(chart, "max", second -> Math.max(SMALLEST_MS, second.maxMs()));
        return chart;
    }

    private XYChart cpu() {
        XYChart chart = chart("CPU", "cores");
        samples(chart, "bridge", History.Sample::bridgeCpu);
        samples(chart, "Kafka and PostgreSQL", History.Sample::serversCpu);
        samples(chart, "load tool", History.Sample::loadToolCpu);
        return chart;
    }

    private XYChart memory() {
        XYChart chart = chart("Resident memory of the bridge", "MB");
        samples(chart, "resident", History.Sample::residentMb);
        return chart;
    }

    private static XYChart chart(String title, String unit) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("seconds")
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setXAxisMin(0.0);
        return chart;
    }

    private void answers(XYChart chart, String name, ToDoubleFunction<LoadFigures> of) {
        List<Double> times = history.answers().stream()
                .map(second -> (double) second.second())
                .toList();
        add(
                chart,
                name,
                times,
                history.answers().stream().map(of::applyAsDouble).toList());
    }

    private void samples(XYChart chart, String name, ToDoubleFunction<History.Sample> of) {
        List<Double> times =
                history.samples().stream().map(History.Sample::second).toList();
        add(
                chart,
                name,
                times,
                history.samples().stream().map(of::applyAsDouble).toList());
    }

    private static void add(XYChart chart, String name, List<Double> times, List<Double> values) {
        if (times.isEmpty()) {
            throw new IllegalStateException("Nothing was seen of '" + name + "': the chart would be empty");
        }
        chart.addSeries(name, times, values).setMarker(SeriesMarkers.NONE);
    }

    private Path write(XYChart chart, Path file) throws IOException {
        double top = chart.getSeriesMap().values().stream()
                .mapToDouble(series -> series.getYMax())
                .max()
                .orElse(1);
        for (History.Phase phase : history.phases()) {
            chart.addAnnotation(new AnnotationLine(phase.start(), true, false));
            chart.addAnnotation(new AnnotationText(phase.name(), phase.start() + labelShift(), top, false));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        }
        return file;
    }

    /** A label stands centred at its place: this far right of the line, it does not cross it. */
    private double labelShift() {
        double length =
                history.answers().stream().mapToInt(LoadFigures::second).max().orElse(1);
        return length / 30;
    }
}
