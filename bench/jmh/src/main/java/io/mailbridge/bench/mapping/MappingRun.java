package io.mailbridge.bench.mapping;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs the benchmark with JMH's own options and prints the time of mapping as a multiple of Jackson's alone. */
public final class MappingRun {
    private MappingRun() {}

    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        print(new Runner(new CommandLineOptions(arguments)).run());
    }

    private static void print(Collection<RunResult> results) {
        Map<String, Map<String, Double>> rows = new TreeMap<>();
        for (RunResult result : results) {
            String row = result.getParams().getParam("platform") + " | "
                    + result.getParams().getParam("events");
            rows.computeIfAbsent(row, key -> new TreeMap<>())
                    .put(
                            result.getPrimaryResult().getLabel(),
                            result.getPrimaryResult().getScore());
        }
        System.out.println();
        System.out.println("| platform | events | Jackson alone, us | Mailbridge, us | ratio |");
        System.out.println("|---|---|---|---|---|");
        rows.forEach((row, scores) -> {
            double jackson = scores.getOrDefault("jackson", Double.NaN);
            double mailbridge = scores.getOrDefault("mailbridge", Double.NaN);
            System.out.printf("| %s | %.1f | %.1f | %.2f |%n", row, jackson, mailbridge, mailbridge / jackson);
        });
    }
}
