package io.mailbridge.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the figures of the last run into docs/failure-scenarios.md; those of tests that did not run stay as they are. */
public final class FiguresPage {
    private static final String ROW = "| `";
    private static final String BEGIN = "<!-- figures: written by FiguresPage -->";
    private static final String END = "<!-- end of figures -->";

    private FiguresPage() {}

    public static void main(String[] args) throws IOException {
        Path page = Path.of("docs/failure-scenarios.md");
        Map<String, String> figures = new TreeMap<>();
        if (Files.isDirectory(Figures.FOLDER)) {
            try (Stream<Path> files = Files.list(Figures.FOLDER)) {
                for (Path file : files.toList()) {
                    figures.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        Files.writeString(page, written(Files.readString(page), figures));
        System.out.println(page + " has the figures of " + figures.size() + " tests that ran");
    }

    /** @param figures the cells of each test that ran, by its class#method */
    static String written(String page, Map<String, String> figures) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        List<String> table = page.substring(begin, end).strip().lines().toList();
        Map<String, String> rows = new TreeMap<>();
        table.stream()
                .filter(line -> line.startsWith(ROW))
                .forEach(line -> rows.put(line.substring(ROW.length(), line.indexOf('`', ROW.length())), line));
        figures.forEach((test, cells) -> rows.put(test, ROW + test + "` | " + cells + " |"));
        Stream<String> head = table.stream().filter(line -> !line.startsWith(ROW));
        return page.substring(0, begin)
                + "\n"
                + String.join("\n", Stream.concat(head, rows.values().stream()).toList())
                + "\n"
                + page.substring(end);
    }
}
