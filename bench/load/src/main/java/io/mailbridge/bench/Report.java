package io.mailbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What a run leaves: the table on the console and in the README, and the charts. */
final class Report {
    private final Setup setup;
    private final String mode;
    private final Results results;

    Report(Setup setup, String mode, Results results) {
        this.setup = setup;
        this.mode = mode;
        this.results = results;
    }

    /** For the console. */
    String table() {
        return new ResultTable(results.rows()).text();
    }

    /** Replaces the README's table and the charts beside it. */
    void writeTo(Path readme, Path charts) throws IOException {
        Files.createDirectories(charts);
        List<Path> drawn = draw(charts);
        Files.writeString(readme, MarkedSection.replace(Files.readString(readme), section(drawn)));
        System.out.println("Written: " + readme + " and " + drawn.size() + " charts in " + charts);
    }

    /** The same in another folder, on a copy of the README. */
    void writeTrial(Path readme, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path copy = Files.copy(readme, folder.resolve("README.md"), StandardCopyOption.REPLACE_EXISTING);
        writeTo(copy, folder.resolve("results"));
    }

    private List<Path> draw(Path folder) throws IOException {
        return results.history().isPresent() ? new Charts(results.history().get()).drawTo(folder) : List.of();
    }

    private String section(List<Path> charts) {
        String caption = "%s, %s, `bench/run%s`."
                .formatted(LocalDate.now(ZoneOffset.UTC), setup.machine(), mode.equals("full") ? "" : " " + mode);
        StringBuilder text =
                new StringBuilder(caption).append("\n\n").append(new ResultTable(results.rows()).markdown());
        for (Path chart : charts) {
            String name = chart.getFileName().toString();
            text.append("\n![%s](results/%s)\n".formatted(name.replaceFirst("\\..*", ""), name));
        }
        return text.toString();
    }
}
