package io.mailbridge.bench;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The measurements of one run, in the order that starts the fewest processes. */
final class Programme {
    private static final List<Measurement> ALL = List.of(
            new SingleEvents(),
            new Batches(),
            new Pair(),
            new Connections(),
            new OutageAndDrain(),
            new LiveDuringDrain(),
            new Sources(),
            new Timeline(),
            new StartAndIdle(),
            new Memory());
    private static final int STARTING_SECONDS = 12;
    /** The servers may notice a signal before this process does. */
    private static final int SIGNAL_MILLIS = 300;

    private final Setup setup;
    private final Sizes sizes;
    private final RowSelection selection;
    private final Progress progress = new Progress();
    private final CountDownLatch stopped = new CountDownLatch(1);

    Programme(Setup setup, Sizes sizes, RowSelection selection) {
        this.setup = setup;
        this.sizes = sizes;
        this.selection = selection;
    }

    /** A measurement that fails is a fault, and the next one follows. */
    Results run() {
        Results results = new Results();
        List<Measurement> wanted = ALL.stream()
                .filter(measurement -> selection.wantsAny(measurement.goals()))
                .toList();
        int seconds = wanted.stream().mapToInt(one -> one.seconds(sizes)).sum();
        progress.plan(wanted.size(), STARTING_SECONDS + seconds);
        if (!setup.isWantedJava()) {
            progress.say("This is Java " + System.getProperty("java.version") + ": goals are meant for JDK 25");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
        try (Stage stage = new Stage(setup, sizes, progress)) {
            wanted.forEach(measurement -> measure(measurement, stage, results));
        }
        return results;
    }

    private void measure(Measurement measurement, Stage stage, Results results) {
        progress.next(measurement.name(), measurement.seconds(sizes));
        try {
            measurement.run(stage, results);
        } catch (RuntimeException failure) {
            endIfStopped();
            failure.printStackTrace();
            results.fault(measurement.name() + ": " + failure.getMessage());
            stage.recover();
        }
        report(measurement.goals(), results);
    }

    /** Ctrl-C ends the servers as well as this process; that they are gone is no fault, and nothing is left to measure. */
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
