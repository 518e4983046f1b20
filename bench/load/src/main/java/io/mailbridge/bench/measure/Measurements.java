package io.mailbridge.bench.measure;

import io.mailbridge.bench.program.OtherBuild;
import io.mailbridge.bench.program.Setup;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Progress;
import io.mailbridge.bench.report.Results;
import io.mailbridge.bench.report.RowSelection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** All measurements, in the order that starts the fewest processes, and a run of those whose rows are wanted. */
public final class Measurements {
    static final List<Measurement> ALL = List.of(
            new SingleEvents(),
            new Batches(),
            new TwoProcesses(),
            new ManyConnections(),
            new OutageAndDrain(),
            new LiveDuringDrain(),
            new Overload(),
            new ManySources(),
            new Timeline(),
            new StartAndIdle(),
            new MemoryUnderLoad());
    /** The rows whose notes compare two builds. */
    public static final Set<Goal> COMPARED = Set.of(Goal.SINGLE, Goal.BATCH, Goal.FEW);

    private static final int STARTING_SECONDS = 12;
    /** The servers may receive a signal before this process does. */
    private static final int SIGNAL_MILLIS = 300;

    private final Setup setup;
    private final Sizes sizes;
    private final RowSelection selection;
    private final Optional<OtherBuild> other;
    private final Progress progress = new Progress();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param other what the bridge is compared with in the rows of {@link #COMPARED} */
    public Measurements(Setup setup, Sizes sizes, RowSelection selection, Optional<OtherBuild> other) {
        this.other = other;
        this.setup = setup;
        this.sizes = sizes;
        this.selection = selection;
    }

    /** If a measurement fails, that is a fault in the results, and the run goes on with the next. */
    public Results run() {
        Results results = new Results();
        List<Measurement> wanted = ALL.stream()
                .filter(measurement -> selection.wantsAny(measurement.goals()))
                .toList();
        int seconds = wanted.stream().mapToInt(one -> one.seconds(sizes)).sum();
        progress.plan(wanted.size(), STARTING_SECONDS + seconds);
        if (!setup.isWantedJava()) {
            progress.say("This is Java " + System.getProperty("java.version") + ": the goals are for JDK 25");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
        try (TestBed testBed = new TestBed(setup, sizes, progress, other)) {
            wanted.forEach(measurement -> measure(measurement, testBed, results));
        }
        return results;
    }

    private void measure(Measurement measurement, TestBed testBed, Results results) {
        progress.next(measurement.name(), measurement.seconds(sizes));
        try {
            measurement.run(testBed, results);
        } catch (RuntimeException failure) {
            endIfStopped();
            failure.printStackTrace();
            results.fault(measurement.name() + ": " + failure.getMessage());
            testBed.recover();
        }
        report(measurement.goals(), results);
    }

    /** Ctrl-C ends the servers as well as this process: what fails then is no fault, and nothing more can be measured. */
    private void endIfStopped() {
        try {
            if (stopped.await(SIGNAL_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.say("Stopped: nothing was written");
                Thread.currentThread().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Set<Goal> goals, Results results) {
        results.rows().stream()
                .filter(row -> goals.contains(row.goal()))
                .forEach(row -> progress.say("    " + row.goal().what() + ": " + row.measured() + ", goal "
                        + row.goal().limit() + ", met: " + row.met()));
    }
}
