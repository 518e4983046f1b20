package io.mailbridge.bench.report;

import io.mailbridge.bench.load.LoadFigures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/** Draws a history as four SVG files: throughput, latency, CPU and memory over time, with the phases marked. */
public final class Charts {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 340;
    private static final Color ODD_PHASE = new Color(0xF2F2F2);
    private static final Color EVEN_PHASE = Color.WHITE;
    private static final List<Color> COLOURS = List.of(new Color(0x1F77B4), new Color(0xD62728), new Color(0x2CA02C));
    private static final Stroke LINE = new BasicStroke(1.6f);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    /** A logarithmic axis has no zero. */
    private static final double SMALLEST_MS = 0.1;

    private final History history;

    public Charts(History history) {
        this.history = history;
    }

    /** @return the files, in the order in which a reader should see them */
    public List<Path> drawTo(Path folder) throws IOException {
        return List.of(
                write(throughput(), folder.resolve("throughput.svg")),
                write(latency(), folder.resolve("latency.svg")),
                write(cpu(), folder.resolve("cpu.svg")),
                write(memory(), folder.resolve("memory.svg")));
    }

    private JFreeChart throughput() {
        XYSeries replayed = new XYSeries("events replayed");
        List<History.Sample> samples = history.samples();
        for (int i = 1; i < samples.size(); i++) {
            double seconds = samples.get(i).second() - samples.get(i - 1).second();
            replayed.add(
                    samples.get(i).second(),
                    (samples.get(i).replayed() - samples.get(i - 1).replayed()) / seconds);
        }
        return chart("Throughput", "a second", answers("requests answered 200", LoadFigures::ok), replayed);
    }

    private JFreeChart latency() {
        JFreeChart chart = chart(
                "Latency, by the second a request was due in",
                "ms",
                answers("p50", second -> Math.max(SMALLEST_MS, second.p50Ms())),
                answers("p99", second -> Math.max(SMALLEST_MS, second.p99Ms())),
                answers("max", second -> Math.max(SMALLEST_MS, second.maxMs())));
        LogarithmicAxis axis = new LogarithmicAxis("ms");
        axis.setStrictValuesFlag(false);
        axis.setLabelFont(TEXT);
        axis.setTickLabelFont(TEXT);
        chart.getXYPlot().setRangeAxis(axis);
        return chart;
    }

    private JFreeChart cpu() {
        return chart(
                "CPU",
                "cores",
                samples("bridge", History.Sample::bridgeCpu),
                samples("Kafka and PostgreSQL", History.Sample::serversCpu),
                samples("load tool", History.Sample::loadToolCpu));
    }

    private JFreeChart memory() {
        return chart("Resident memory of the bridge", "MB", samples("resident", History.Sample::residentMb));
    }

    private XYSeries answers(String name, ToDoubleFunction<LoadFigures> of) {
        return series(name, history.answers(), second -> (double) second.second(), of);
    }

    private XYSeries samples(String name, ToDoubleFunction<History.Sample> of) {
        return series(name, history.samples(), History.Sample::second, of);
    }

    private static <T> XYSeries series(
            String name, List<T> points, Function<T, Double> time, ToDoubleFunction<T> value) {
        XYSeries series = new XYSeries(name);
        points.forEach(point -> series.add(time.apply(point).doubleValue(), value.applyAsDouble(point)));
        return series;
    }

    private JFreeChart chart(String title, String unit, XYSeries... all) {
        XYSeriesCollection data = new XYSeriesCollection();
        for (XYSeries series : all) {
            if (series.isEmpty()) {
                throw new IllegalStateException("Nothing was seen of '" + series.getKey() + "'");
            }
            data.addSeries(series);
        }
        JFreeChart chart = ChartFactory.createXYLineChart(title, "seconds", unit, data);
        StandardChartTheme theme = new StandardChartTheme("plain");
        theme.setPlotBackgroundPaint(EVEN_PHASE);
        theme.setRangeGridlinePaint(Color.LIGHT_GRAY);
        theme.setDomainGridlinePaint(Color.LIGHT_GRAY);
        theme.setExtraLargeFont(TITLE);
        theme.setLargeFont(TEXT);
        theme.setRegularFont(TEXT);
        theme.apply(chart);
        for (int i = 0; i < all.length; i++) {
            chart.getXYPlot().getRenderer().setSeriesPaint(i, COLOURS.get(i));
            chart.getXYPlot().getRenderer().setSeriesStroke(i, LINE);
        }
        markPhases(chart.getXYPlot());
        return chart;
    }

    private void markPhases(XYPlot plot) {
        List<History.Phase> phases = history.phases();
        double end = Math.max(
                history.answers().stream().mapToInt(LoadFigures::second).max().orElse(1),
                history.samples().stream()
                        .mapToDouble(History.Sample::second)
                        .max()
                        .orElse(1));
        plot.getDomainAxis().setRange(0, end);
        for (int i = 0; i < phases.size(); i++) {
            double until = i + 1 < phases.size() ? phases.get(i + 1).start() : end;
            IntervalMarker marker =
                    new IntervalMarker(phases.get(i).start(), until, i % 2 == 0 ? EVEN_PHASE : ODD_PHASE);
            marker.setAlpha(1);
            marker.setLabelFont(TEXT);
            marker.setLabelBackgroundColor(new Color(0, true));
            marker.setLabel(phases.get(i).name());
            marker.setLabelAnchor(RectangleAnchor.TOP);
            marker.setLabelTextAnchor(TextAnchor.TOP_CENTER);
            plot.addDomainMarker(marker, Layer.BACKGROUND);
        }
    }

    private static Path write(JFreeChart chart, Path file) throws IOException {
        SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
        chart.draw(svg, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        Files.writeString(file, svg.getSVGDocument());
        return file;
    }
}
