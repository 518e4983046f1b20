package io.mailbridge.soak;

import io.mailbridge.soak.SoakFaults.Fault;
import io.mailbridge.support.AtExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Rounds of about a minute: load, a fault, a burst, load, rest. Each ends with no load, an empty buffer and a full
 * collection, since only then can memory be compared with that of another round.
 */
final class Soak implements AutoCloseable {
    private static final int WARM_UP_STEP = 20;
    private static final int NORMAL = 100;
    private static final int BURST = 400;
    private static final Duration ROUND = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofSeconds(8);
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int PROGRESS_SECONDS = 30;

    private final long began = System.nanoTime();
    private final SoakHistory history = new SoakHistory();
    private final Tally tally = new Tally();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "soak");
        thread.setDaemon(true);
        return thread;
    });
    private final SoakRig rig;
    private final Duration length;
    private final Path folder;
    private final Random chance;
    private final SoakFaults faults;
    private final Traffic traffic;
    private final Strangers strangers;
    private final Runnable draw = this::draw;
    private volatile String present = "start";

    /** @param folder for the picture; a file {@code stop} in it ends the soak after its round */
    Soak(SoakRig rig, Duration length, long seed, Path folder) {
        this.rig = rig;
        this.length = length;
        this.folder = folder;
        this.chance = new Random(seed);
        this.faults = new SoakFaults(rig, chance);
        this.traffic = new Traffic(rig.addresses(), tally, seed);
        this.strangers = new Strangers(rig.bridge().serverUri("/").getPort(), seed);
        long period = Math.max(2_000, length.toMillis() / 600);
        clock.scheduleAtFixedRate(this::sample, 0, period, TimeUnit.MILLISECONDS);
        clock.scheduleAtFixedRate(this::printProgress, PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
        AtExit.run(draw);
    }

    /** Until its time is over, or it is stopped. */
    void run() throws InterruptedException {
        warmUp();
        while (seconds() + ROUND.toSeconds() <= length.toSeconds() && !isStopped()) {
            round();
        }
    }

    private void warmUp() throws InterruptedException {
        present = "warm-up";
        for (int rate = WARM_UP_STEP; rate <= NORMAL; rate += WARM_UP_STEP) {
            traffic.rate(rate);
            pause(5);
        }
        traffic.rest(LIMIT);
        traffic.forget();
    }

    private void round() throws InterruptedException {
        double roundBegan = seconds();
        present = "load";
        strangers.go();
        traffic.rate(NORMAL);
        pause(8);
        Fault fault = faults.next();
        present = fault.what();
        double from = seconds();
        fault.begin().run();
        pause(6 + chance.nextInt(7));
        fault.end().run();
        history.fault(new Span(fault.what(), fault.kind(), from, seconds()));
        present = "load";
        pause(8);
        present = "burst";
        traffic.rate(BURST);
        pause(3);
        present = "load";
        traffic.rate(NORMAL);
        pause(ROUND.minus(REST).toSeconds() - (seconds() - roundBegan));
        present = "drain";
        traffic.rest(LIMIT);
        strangers.rest();
        rig.awaitRest();
        present = "rest";
        pause(REST.toSeconds() / 2.0);
        rig.collect();
        pause(REST.toSeconds() / 2.0);
        history.atRest(Sampler.read(rig.bridge(), seconds()));
    }

    SoakHistory history() {
        return history;
    }

    Traffic traffic() {
        return traffic;
    }

    Tally tally() {
        return tally;
    }

    /** Draws what was seen so far. */
    void draw() {
        String title = String.format(
                Locale.ROOT,
                "%.0f minutes, %,d events, %d faults, %d rounds",
                seconds() / 60,
                tally.events(),
                history.rounds(),
                history.rounds());
        String subtitle = "%s, JDK %s, %d CPUs"
                .formatted(
                        LocalDate.now(),
                        Runtime.version().feature(),
                        Runtime.getRuntime().availableProcessors());
        try {
            Files.writeString(Files.createDirectories(folder).resolve("soak.svg"), history.picture(title, subtitle));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    private boolean isStopped() {
        return Files.exists(folder.resolve("stop"));
    }

    private void sample() {
        history.answers(traffic.takeLatencies(seconds()));
        try {
            history.bridge(Sampler.read(rig.bridge(), seconds()));
        } catch (RuntimeException e) {
            // the machine is too busy: this time is left out
        }
        Sample other = null;
        try {
            other = Sampler.read(rig.other(), seconds());
        } catch (RuntimeException e) {
            // it does not run
        }
        history.other(seconds(), other);
    }

    private void printProgress() {
        Sample last = history.last();
        System.out.printf(
                Locale.ROOT,
                "%5.1f min  %,9d events  answers %s  waiting %d  depth %,d  resident %.0f MB  live heap %.1f MB  %s%n",
                seconds() / 60,
                tally.events(),
                traffic.statuses(),
                traffic.waiting(),
                last.depth(),
                last.residentMb(),
                last.liveMb(),
                present);
    }

    private static void pause(double seconds) throws InterruptedException {
        if (seconds > 0) {
            TimeUnit.MILLISECONDS.sleep(Math.round(seconds * 1e3));
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        strangers.close();
        traffic.close();
        AtExit.forget(draw);
    }
}
