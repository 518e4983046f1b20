package io.mailbridge.bench;

import io.mailbridge.bench.measure.Measurements;
import io.mailbridge.bench.measure.Sizes;
import io.mailbridge.bench.program.OtherBuild;
import io.mailbridge.bench.program.ProcessFigures;
import io.mailbridge.bench.program.Setup;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Report;
import io.mailbridge.bench.report.Results;
import io.mailbridge.bench.report.RowSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of bench/run: measures the rows that are wanted, prints the table, and writes it and the charts. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures every goal of speed against real servers, which it starts itself, and prints a table of goals.",
            "A full run takes about 40 minutes and writes the table to bench/README.md and charts to bench/results/."
        },
        footer = {
            "",
            "Exit status: 0 measured, 1 a wrong sum or a failed measurement, 2 wrong usage, 3 a goal missed (--strict).",
            "Needs Linux, a JDK (25 for all rows) and Maven. How to add a measurement: bench/README.md."
        })
public final class BenchRun implements Callable<Integer> {
    private static final int FAULT = 1;
    private static final int MISSED = 3;

    @Option(
            names = "--quick",
            description = "Take 3 minutes: fewer and shorter rounds, a smaller backlog, rough figures.")
    private boolean quick;

    @Option(
            names = "--smoke",
            description = "Take 2 minutes to test the harness; the figures mean nothing and go to target/bench-smoke.")
    private boolean smoke;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ROW",
            description = "Measure only these rows; --rows lists them.")
    private List<String> only = List.of();

    @Option(
            names = "--against",
            paramLabel = "HOME",
            description = {
                "Compare with another bridge, in turn: a folder with mailbridge.jar, lib/, routes/, providers/ and",
                "application.properties, such as target/bench-home of another clone. Its AOT cache is HOME.aot. Needs --only with",
                "single, batch or few; the figures are in their notes."
            })
    private Path against;

    @Option(
            names = "--against-options",
            paramLabel = "FILE",
            description = "JVM options of that bridge; without it jvm/options, as for this one.")
    private Path againstOptions;

    @Option(names = "--rows", description = "Print the names of the rows and their goals; measure nothing.")
    private boolean rows;

    @Option(names = "--write", description = "Write table and charts to bench/ after --quick as well.")
    private boolean write;

    @Option(names = "--strict", description = "Exit with 3 if a goal is missed.")
    private boolean strict;

    public static void main(String[] args) {
        Started.run(new BenchRun(), args);
    }

    @Override
    public Integer call() throws IOException {
        if (rows) {
            for (Goal goal : Goal.values()) {
                System.out.printf("%-13s %s: %s%n", goal.row(), goal.what(), goal.limit());
            }
            return 0;
        }
        RowSelection selection = RowSelection.of(only);
        refuseWrongUsage(selection);
        Setup setup = Setup.fromProperties();
        Sizes sizes = smoke ? Sizes.SMOKE : quick ? Sizes.QUICK : Sizes.FULL;
        Results results = new Measurements(setup, sizes, selection, other(setup)).run();
        report(setup, results);
        results.faults().forEach(fault -> System.err.println("FAULT: " + fault));
        if (!results.faults().isEmpty()) {
            return FAULT;
        }
        boolean missed = results.rows().stream().anyMatch(row -> row.isMeasured() && !row.isMet());
        return strict && missed ? MISSED : 0;
    }

    private Optional<OtherBuild> other(Setup setup) {
        if (against == null) {
            return Optional.empty();
        }
        Path options = againstOptions == null ? Path.of("jvm/options") : againstOptions;
        return Optional.of(new OtherBuild(setup.path(against.toString()).normalize(), setup.path(options.toString())));
    }

    private void refuseWrongUsage(RowSelection selection) {
        if (against == null && againstOptions != null) {
            throw new IllegalArgumentException("--against-options needs --against.");
        }
        if (against != null && (only.isEmpty() || !selection.wantsAny(Measurements.COMPARED))) {
            throw new IllegalArgumentException("--against needs --only with single, batch or few.");
        }
        if (smoke && (quick || write)) {
            throw new IllegalArgumentException(
                    "--smoke cannot be combined with --quick or --write: its figures mean nothing.");
        }
        if (write && !only.isEmpty()) {
            throw new IllegalArgumentException(
                    "--write cannot be combined with --only: the table would lose its other rows.");
        }
        if (!ProcessFigures.areAvailable()) {
            throw new IllegalArgumentException("CPU time and memory are read from /proc, which only Linux has.");
        }
    }

    private void report(Setup setup, Results results) throws IOException {
        boolean complete = !smoke && !quick && only.isEmpty();
        Report report = new Report(mode(), results);
        System.out.println();
        System.out.println(report.table());
        if (complete || write) {
            report.writeTo(setup.path("bench/README.md"), setup.path("bench/results"));
        } else if (smoke) {
            report.writeTrial(setup.path("bench/README.md"), setup.path("target/bench-smoke"));
        }
    }

    private String mode() {
        return smoke ? "--smoke" : quick ? "--quick" : "full";
    }
}
