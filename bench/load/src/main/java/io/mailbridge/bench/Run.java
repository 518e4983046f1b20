package io.mailbridge.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The harness: starts everything, measures the rows that were asked for, prints the table, writes it and the charts. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures every goal of speed against real servers, which it starts itself, and prints the table.",
            "A full run takes about 35 minutes, leaves the table in bench/README.md and charts in bench/results/."
        },
        footer = {
            "",
            "Exit status: 0 measured, 1 a wrong sum or a fault of the harness, 2 wrong usage, 3 a goal missed (--strict).",
            "Needs Linux, a JDK (25 for all rows) and Maven."
        })
public final class Run implements Callable<Integer> {
    private static final int FAULT = 1;
    private static final int MISSED = 3;

    @Option(names = "--quick", description = "End in 3 minutes: fewer and shorter rounds, a smaller backlog.")
    private boolean quick;

    @Option(
            names = "--smoke",
            description =
                    "End in 1 minute: does the harness work? Its figures say nothing; written to target/bench-smoke.")
    private boolean smoke;

    @Option(names = "--only", split = ",", paramLabel = "ROW", description = "Measure these rows; see --rows.")
    private List<String> only = List.of();

    @Option(names = "--rows", description = "Print the rows and their goals, and end.")
    private boolean rows;

    @Option(names = "--write", description = "Write table and charts after --quick as well.")
    private boolean write;

    @Option(names = "--strict", description = "Exit with 3 if a goal was missed.")
    private boolean strict;

    public static void main(String[] args) {
        // before the first logger exists, so that clients do not talk over the progress
        System.setProperty("logback.configurationFile", "io/mailbridge/support/quiet-logback.xml");
        CommandLine command = new CommandLine(new Run());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof IllegalArgumentException) {
                System.err.println(failure.getMessage());
                return line.getCommandSpec().exitCodeOnInvalidInput();
            }
            failure.printStackTrace();
            System.err.println("bench/run cannot go on: " + failure.getMessage());
            return FAULT;
        });
        // System.exit, since libraries leave threads behind; what is open is closed on the way
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (rows) {
            for (Goal goal : Goal.values()) {
                System.out.printf("%-13s %s: %s%n", goal.row(), goal.what(), goal.limit());
            }
            return 0;
        }
        if (smoke && (quick || write)) {
            throw new IllegalArgumentException(
                    "--smoke goes neither with --quick nor with --write: it measures nothing.");
        }
        if (write && !only.isEmpty()) {
            throw new IllegalArgumentException("--write goes not with --only: the table would lose its other rows.");
        }
        RowSelection selection = RowSelection.of(only);
        if (!ProcessFigures.areAvailable()) {
            throw new IllegalArgumentException("CPU time and memory are read from /proc: this runs on Linux only.");
        }
        Setup setup = Setup.fromProperties();
        Sizes sizes = smoke ? Sizes.SMOKE : quick ? Sizes.QUICK : Sizes.FULL;
        Results results = new Programme(setup, sizes, selection).run();
        boolean complete = !smoke && !quick && only.isEmpty();
        Report report = new Report(setup, mode(), results);
        System.out.println();
        System.out.println(report.table());
        if (complete || write) {
            report.writeTo(setup.built("bench/README.md"), setup.built("bench/results"));
        } else if (smoke) {
            report.writeTrial(setup.built("bench/README.md"), setup.built("target/bench-smoke"));
        }
        results.faults().forEach(fault -> System.err.println("FAULT: " + fault));
        if (!results.faults().isEmpty()) {
            return FAULT;
        }
        boolean missed = results.rows().stream().anyMatch(row -> row.isMeasured() && !row.isMet());
        return strict && missed ? MISSED : 0;
    }

    private String mode() {
        return smoke ? "--smoke" : quick ? "--quick" : "full";
    }
}
