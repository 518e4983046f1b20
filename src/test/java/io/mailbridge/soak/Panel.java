package io.mailbridge.soak;

import java.util.List;
import java.util.Locale;

/** One diagram of the picture: lines over time with an axis of their own. */
final class Panel {
    static final int HEIGHT = 130;
    /** A logarithmic axis has no zero. */
    private static final double SMALLEST = 1;

    private final String title;
    private final String unit;
    private final boolean logarithmic;
    private final List<Line> lines;
    private final double step;
    private final double top;

    private Panel(String title, String unit, boolean logarithmic, List<Line> lines) {
        this.title = title;
        this.unit = unit;
        this.logarithmic = logarithmic;
        this.lines = lines;
        double max =
                Math.max(SMALLEST, lines.stream().mapToDouble(Line::max).max().orElse(0));
        this.step = niceStep(max / 3);
        this.top = logarithmic ? Math.pow(10, Math.ceil(Math.log10(max))) : Math.ceil(max / step) * step;
    }

    static Panel linear(String title, String unit, List<Line> lines) {
        return new Panel(title, unit, false, lines);
    }

    static Panel logarithmic(String title, String unit, List<Line> lines) {
        return new Panel(title, unit, true, lines);
    }

    /** 1, 2 or 5 times a power of ten, and not less than this. */
    static double niceStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** @param y of its upper edge */
    String svg(TimeAxis time, int y) {
        StringBuilder svg = new StringBuilder();
        for (double tick = logarithmic ? SMALLEST : 0; tick <= top * 1.0001; tick = next(tick)) {
            svg.append(format(
                    "<line class='grid' x1='%d' x2='%d' y1='%3$.1f' y2='%3$.1f'/>"
                            + "<text class='tick' x='%4$d' y='%5$.1f'>%6$s</text>\n",
                    TimeAxis.LEFT, time.right(), y(tick, y), TimeAxis.LEFT - 6, y(tick, y) + 4, number(tick)));
        }
        int x = TimeAxis.LEFT;
        svg.append(format("<text class='title' x='%d' y='%d'>%s</text>\n", x, y - 7, title + " (" + unit + ")"));
        x += 7 * (title.length() + unit.length() + 3) + 20;
        for (Line line : lines) {
            svg.append(format(
                    "<line x1='%d' x2='%d' y1='%3$d' y2='%3$d' stroke='%4$s' stroke-width='3'/>"
                            + "<text x='%5$d' y='%6$d'>%7$s</text>\n",
                    x, x + 16, y - 11, line.colour(), x + 20, y - 7, line.name()));
            x += 45 + (int) (6.2 * line.name().length());
            svg.append(path(line, time, y));
        }
        return svg.toString();
    }

    private String path(Line line, TimeAxis time, int y) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (Line.Point point : line.points()) {
            if (!Double.isNaN(point.value())) {
                path.append(format("%s%.1f %.1f", drawing ? "L" : "M", time.x(point.second()), y(point.value(), y)));
            }
            drawing = !Double.isNaN(point.value());
        }
        return format("<path d='%s' fill='none' stroke='%s' stroke-width='1.4'/>\n", path, line.colour());
    }

    private double y(double value, int upper) {
        double share = logarithmic ? Math.log10(Math.max(SMALLEST, value)) / Math.log10(top) : value / top;
        return upper + HEIGHT * (1 - share);
    }

    private double next(double tick) {
        return logarithmic ? tick * 10 : tick + step;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? format("%,.0f", value) : format("%.1f", value);
    }

    static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
