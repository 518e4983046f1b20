package io.mailbridge.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One reading of a process's metrics, in the text format of Prometheus. */
public record MetricsPage(List<Series> series) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})?\\s+(\\S+)(?:\\s+\\d+)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One line: a name with labels, and its value. */
    public record Series(String name, Map<String, String> labels, double value) {}

    /** Lines that are no series are left out. */
    public static MetricsPage parse(String text) {
        List<Series> series = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(MetricsPage::parseLine)
                .filter(Objects::nonNull)
                .toList();
        return new MetricsPage(series);
    }

    /** @param labels name, value, name, value: only series that carry all of them count */
    public double sum(String name, String... labels) {
        return named(name).stream()
                .filter(one -> carries(one, labels))
                .mapToDouble(Series::value)
                .sum();
    }

    /** All series of the name, in their order. */
    public List<Series> named(String name) {
        return series.stream().filter(one -> one.name().equals(name)).toList();
    }

    private static boolean carries(Series series, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(series.labels().get(labels[i]))) {
                return false;
            }
        }
        return true;
    }

    private static Series parseLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return null;
        }
        Map<String, String> labels = new HashMap<>();
        if (matcher.group(2) != null) {
            LABEL.matcher(matcher.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Series(matcher.group(1), labels, number(matcher.group(3)));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
