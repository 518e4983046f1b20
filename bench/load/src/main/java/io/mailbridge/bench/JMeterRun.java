package io.mailbridge.bench;

import io.mailbridge.bench.measure.JMeterLoad;
import io.mailbridge.bench.program.Setup;
import io.mailbridge.bench.report.Charts;
import io.mailbridge.bench.report.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of bench/jmeter/run. */
@Command(
        name = "bench/jmeter/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs bench/jmeter/mailbridge.jmx against a bridge with a private Kafka and a private PostgreSQL, and draws",
            "throughput, latency, CPU and memory over time."
        },
        footer = {"", "Exit status: 0 run, 1 a wrong sum, an answer other than 200 or a failed run, 2 wrong usage."})
public final class JMeterRun implements Callable<Integer> {
    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Requests a second; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1",
            description = "Events in a request; default ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "64",
            description = "Requests that may wait for their answers at once; default ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "target/jmeter/charts",
            description = "Where the charts are written; default ${DEFAULT-VALUE}.")
    private Path output;

    public static void main(String[] args) {
        Started.run(new JMeterRun(), args);
    }

    @Override
    public Integer call() throws Exception {
        refuseBelowOne("--rate", rate);
        refuseBelowOne("--events", events);
        refuseBelowOne("--threads", threads);
        refuseBelowOne("--seconds", seconds);
        Setup setup = Setup.fromProperties();
        History history = new JMeterLoad(setup, rate, events, threads, seconds).run();
        List<Path> charts = new Charts(history).drawTo(Files.createDirectories(setup.path(output.toString())));
        System.out.println("Written: " + charts.size() + " charts in " + output);
        return 0;
    }

    private static void refuseBelowOne(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " is " + value + "; allowed is 1 or more");
        }
    }
}
