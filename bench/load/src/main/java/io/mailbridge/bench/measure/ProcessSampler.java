package io.mailbridge.bench.measure;

import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.program.ProcessFigures;
import io.mailbridge.bench.report.History;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads CPU time, memory and counters of the processes once a second while they are under load. */
final class ProcessSampler implements AutoCloseable {
    private final Fleet bridge;
    private final long loadTool;
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

    /** @param loadTool its process */
    ProcessSampler(Fleet bridge, long loadTool) {
        this.bridge = bridge;
        this.loadTool = loadTool;
        clock.scheduleAtFixedRate(this::takeReading, 0, 1, TimeUnit.SECONDS);
    }

    /** What was read so far, with times relative to this wall-clock time. */
    synchronized List<History.Sample> since(long startMillis) {
        List<History.Sample> samples = new ArrayList<>();
        for (int i = 1; i < readings.size(); i++) {
            Reading before = readings.get(i - 1);
            Reading now = readings.get(i);
            double seconds = (now.millis() - before.millis()) / 1e3;
            samples.add(new History.Sample(
                    (now.millis() - startMillis) / 1e3,
                    (now.bridge() - before.bridge()) / seconds,
                    // the CPU time of a PostgreSQL backend that has ended is lost
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

    private void takeReading() {
        try {
            long pid = bridge.target().pids().get(0);
            Reading reading = new Reading(
                    System.currentTimeMillis(),
                    ProcessFigures.cpuSeconds(pid),
                    servers(pid),
                    ProcessFigures.cpuSeconds(loadTool),
                    ProcessFigures.residentMb(pid),
                    bridge.events("replayed"),
                    bridge.depth());
            synchronized (this) {
                readings.add(reading);
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            // too busy to answer in time, or just ended: this second is left out
        }
    }

    /** Kafka and PostgreSQL: all child processes except the bridge and the load tool. */
    private double servers(long bridgePid) {
        return ProcessHandle.current()
                .descendants()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> pid != bridgePid && pid != loadTool)
                .mapToDouble(ProcessSampler::cpuSecondsOrNone)
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
