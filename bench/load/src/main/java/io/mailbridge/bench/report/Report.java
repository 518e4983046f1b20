package io.mailbridge.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Writes what a run has found: the table on the console and in the README, and the charts. */
public final class Report {
    private final String mode;
    private final Results results;

    public Report(String mode, Results results) {
        this.mode = mode;
        this.results = results;
    }

    /** For the console. */
    public String table() {
        return new ResultTable(results.rows()).text();
    }

    /** Replaces the table in the README and the files in the folder of the charts. */
    public void writeTo(Path readme, Path charts) throws IOException {
        Files.createDirectories(charts);
        List<Path> drawn = draw(charts);
        Files.writeString(readme, MarkedSection.replace(Files.readString(readme), section(drawn)));
        System.out.println("Written: " + readme + " and " + drawn.size() + " charts in " + charts);
    }

    /** The same in another folder, with a copy of the README. */
    public void writeTrial(Path readme, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path copy = Files.copy(readme, folder.resolve("README.md"), StandardCopyOption.REPLACE_EXISTING);
        writeTo(copy, folder.resolve("results"));
    }

    private List<Path> draw(Path folder) throws IOException {
        return results.history().isPresent() ? new Charts(results.history().get()).drawTo(folder) : List.of();
    }

    private String section(List<Path> charts) {
        String caption = "%s, %s, `bench/run%s`."
                .formatted(LocalDate.now(ZoneOffset.UTC), Machine.describe(), mode.equals("full") ? "" : " " + mode);
        StringBuilder text =
                new StringBuilder(caption).append("\n\n").append(new ResultTable(results.rows()).markdown());
        for (Path chart : charts) {
            String name = chart.getFileName().toString();
            text.append("\n![%s](results/%s)\n".formatted(name.replaceFirst("\\..*", ""), name));
        }
        return text.toString();
    }
}
