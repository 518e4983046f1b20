package io.mailbridge.bench;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the processes once a second while they are under load. */
final class Sampler implements AutoCloseable {
    private final Stage stage;
    private final Bridge bridge;
    private final List<Reading> readings = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sampler");
        thread.setDaemon(true);
        return thread;
    });

    private record Reading(
            long millis,
            double bridge,
            double servers,
            double loadTool,
            double residentMb,
            long replayed,
            long waiting) {}

    Sampler(Stage stage, Bridge bridge) {
        this.stage = stage;
        this.bridge = bridge;
        clock.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
    }

    /** What was seen, relative to a time of the wall clock. */
    synchronized List<History.Sample> since(long startMillis) {
        List<History.Sample> samples = new ArrayList<>();
        for (int i = 1; i < readings.size(); i++) {
            Reading before = readings.get(i - 1);
            Reading now = readings.get(i);
            double seconds = (now.millis() - before.millis()) / 1e3;
            samples.add(new History.Sample(
                    (now.millis() - startMillis) / 1e3,
                    (now.bridge() - before.bridge()) / seconds,
                    // a backend of PostgreSQL that ended takes its CPU time along
                    Math.max(0, (now.servers() - before.servers()) / seconds),
                    (now.loadTool() - before.loadTool()) / seconds,
                    now.residentMb(),
                    now.replayed(),
                    now.waiting()));
        }
        return samples;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void look() {
        try {
            long pid = bridge.target().pids().get(0);
            Reading reading = new Reading(
                    System.currentTimeMillis(),
                    ProcessFigures.cpuSeconds(pid),
                    servers(pid),
                    ProcessFigures.cpuSeconds(stage.loadTool().pid()),
                    ProcessFigures.residentMb(pid),
                    bridge.events("replayed"),
                    bridge.total("bridge_buffer_depth"));
            synchronized (this) {
                readings.add(reading);
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            // too busy to answer within its limit, or just ended: this second is left out
        }
    }

    /** Kafka and PostgreSQL: all our processes but the bridge and the load tool. */
    private double servers(long bridgePid) {
        return ProcessHandle.current()
                .descendants()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> pid != bridgePid && pid != stage.loadTool().pid())
                .mapToDouble(Sampler::cpuSecondsOrNone)
                .sum();
    }

    private static double cpuSecondsOrNone(long pid) {
        try {
            return ProcessFigures.cpuSeconds(pid);
        } catch (UncheckedIOException e) {
            return 0;
        }
    }
}
