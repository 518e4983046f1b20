package io.mailbridge.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** The rows of results as text, for a console and for the README. */
record ResultTable(List<Result> rows) {
    /** For a console: columns padded with blanks, each note below its row. */
    String text() {
        int what = width("what", rows.stream().map(row -> row.goal().what()).toList());
        int goal = width("goal", rows.stream().map(row -> row.goal().limit()).toList());
        int measured = width("measured", rows.stream().map(Result::measured).toList());
        String format = "%-" + what + "s  %-" + goal + "s  %-" + measured + "s  %s\n";
        String lines = rows.stream()
                .map(row -> format.formatted(row.goal().what(), row.goal().limit(), row.measured(), row.met())
                        + (row.note().isEmpty() ? "" : "    " + row.note() + "\n"))
                .collect(Collectors.joining());
        return format.formatted("what", "goal", "measured", "met") + lines;
    }

    String markdown() {
        String lines = rows.stream()
                .map(row -> "| %s | %s | %s | %s | %s |\n"
                        .formatted(
                                cell(row.goal().what()),
                                cell(row.goal().limit()),
                                cell(row.measured()),
                                row.met(),
                                cell(row.note())))
                .collect(Collectors.joining());
        return "| what | goal | measured | met | how |\n|---|---|---|---|---|\n" + lines;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static int width(String heading, List<String> texts) {
        return Math.max(
                heading.length(), texts.stream().mapToInt(String::length).max().orElse(1));
    }
}
