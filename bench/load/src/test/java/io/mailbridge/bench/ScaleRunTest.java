package io.mailbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ScaleRunTest {
    private static final Path PAGE = Path.of("../../docs/scaling.md");
    /** A command, and the table below it. */
    private static final Pattern EXAMPLE =
            Pattern.compile("(?m)^    bench/scale( [^\\n]*)?\\n\\n((?:^\\|[^\\n]*\\n)+)");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintTheTablesOfThePage() throws IOException {
        List<String[]> examples = EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map(found -> new String[] {found.group(1), found.group(2)})
                .toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        for (String[] example : examples) {
            out.getBuffer().setLength(0);
            assertThat(run(example[0].trim().split(" "))).as(err.toString()).isZero();
            assertThat(out.toString()).as("bench/scale" + example[0]).isEqualTo(example[1]);
        }
    }

    @Test
    void shouldPrintNumbersAsCsv() {
        assertThat(run("--csv", "--replicas", "2", "--rate", "1000", "--outage", "1m", "--max-rate", "5000"))
                .isZero();

        assertThat(out.toString().lines().toList())
                .element(1)
                .asString()
                .startsWith("2,1000,60,61000,61000000,0,,,10000,max-rate,");
    }

    @Test
    void shouldRefuseWrongUsageInOneLine() {
        assertThat(run("--outage", "10")).isEqualTo(2);
        assertThat(run("--replicas", "0")).isEqualTo(2);
        assertThat(run("--rates", "5")).isEqualTo(2);
        assertThat(run("--check", "--rate", "1000,2000")).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "'10' is not a time such as 90s, 10m, 2h or 1d",
                        "--replicas is 0; allowed is 1 or more",
                        "Unknown options: '--rates', '5'; bench/scale --help lists the options",
                        "--check takes one --rate, one --events and one --outage");
    }

    @Test
    void shouldNameTheSourceOfEachFigure() {
        assertThat(run("--figures")).isZero();

        assertThat(out.toString()).contains("58,320").contains("ADR 15").doesNotContain("|  |");
    }

    private int run(String... arguments) {
        CommandLine command = Started.commandLine(new ScaleRun());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
