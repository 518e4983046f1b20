package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answers that JMeter has noted, by the second in which their requests were sent.
 *
 * @param startMillis wall-clock time of the first request
 */
record JMeterResults(long startMillis, List<LoadFigures> seconds) {
    private static final long SECOND = 1000;

    private record Answer(long sentMillis, long millis, boolean ok) {}

    /** @param lines results.jtl: CSV whose first line names the columns */
    static JMeterResults read(List<String> lines) {
        List<String> columns = List.of(lines.get(0).split(","));
        int sent = columns.indexOf("timeStamp");
        int elapsed = columns.indexOf("elapsed");
        int code = columns.indexOf("responseCode");
        List<Answer> answers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            // what follows the code may be a quoted text with commas
            String[] values = line.split(",", code + 2);
            answers.add(new Answer(
                    Long.parseLong(values[sent]), Long.parseLong(values[elapsed]), values[code].equals("200")));
        }
        if (answers.isEmpty()) {
            throw new IllegalStateException("JMeter sent no request");
        }
        long start = answers.stream().mapToLong(Answer::sentMillis).min().getAsLong();
        Map<Integer, List<Answer>> bySecond = new TreeMap<>();
        answers.forEach(answer -> bySecond.computeIfAbsent(
                        (int) ((answer.sentMillis() - start) / SECOND), second -> new ArrayList<>())
                .add(answer));
        return new JMeterResults(
                start,
                bySecond.entrySet().stream()
                        .map(second -> figures(second.getKey(), second.getValue()))
                        .toList());
    }

    private static LoadFigures figures(int second, List<Answer> answers) {
        List<Long> millis =
                answers.stream().filter(Answer::ok).map(Answer::millis).sorted().toList();
        long slowest = answers.stream().mapToLong(Answer::millis).max().orElse(0);
        return new LoadFigures(
                second,
                answers.size(),
                answers.size(),
                millis.size(),
                answers.size() - millis.size(),
                percentile(millis, 0.5),
                percentile(millis, 0.99),
                slowest);
    }

    private static double percentile(List<Long> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
    }
}
