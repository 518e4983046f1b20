package io.mailbridge.bench.program;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Starts the bridges of a run, and keeps of those that have ended what the run still needs: rows and peak memory. */
public final class Bridges {
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final String SOURCE = "s";

    private final Setup setup;
    private final Servers servers;
    private final MemoryPeak memoryPeak = new MemoryPeak();
    private final Set<Fleet> running = ConcurrentHashMap.newKeySet();
    private long unsettledRowsOfEnded;
    private int topics;

    public Bridges(Setup setup, Servers servers) {
        this.setup = setup;
        this.servers = servers;
    }

    /** The most memory that a loaded bridge had, of those that have ended. */
    public MemoryPeak memoryPeak() {
        return memoryPeak;
    }

    /** A topic with three partitions and a name that no other has. */
    public String newTopic(String name) {
        String topic = "bench-" + name + "-" + ++topics;
        servers.kafka().createTopic(topic, 3, Map.of());
        return topic;
    }

    /** One process; returns when it is ready. */
    public Fleet start(String name, int sources, Map<String, String> properties) {
        String topic = newTopic(name);
        return start(name, topic, sources, List.of(launcher(topic, sources, properties)));
    }

    /** One process on one of the machine's processors, so that the load tool has another; returns when it is ready. */
    public Fleet startOnOneProcessor(String name) {
        String topic = newTopic(name);
        return start(name, topic, 1, List.of(launcher(topic, 1, Map.of()).processors("0")));
    }

    /** Several processes on one buffer and one topic; returns when all are ready. */
    public Fleet startSeveral(String name, int count) {
        return startSeveral(name, count, Map.of());
    }

    /** The same with further properties. */
    public Fleet startSeveral(String name, int count, Map<String, String> properties) {
        String topic = newTopic(name);
        return start(
                name,
                topic,
                1,
                IntStream.range(0, count)
                        .mapToObj(i -> launcher(topic, 1, properties))
                        .toList());
    }

    /** One process of another build; returns when it is ready. */
    public Fleet startOther(OtherBuild build) {
        String topic = newTopic("other");
        BridgeLauncher launcher = launcher(build.home(), build.jvmOptions(), topic, 1, Map.of());
        return start("other", topic, 1, List.of(launcher));
    }

    /** For a bridge that is not loaded. */
    public BridgeLauncher launcher(String topic, int sources, Map<String, String> properties) {
        return launcher(setup.home(), setup.jvmOptions(), topic, sources, properties);
    }

    private BridgeLauncher launcher(
            Path home, List<String> jvmOptions, String topic, int sources, Map<String, String> properties) {
        BridgeLauncher launcher = new BridgeLauncher()
                .java(setup.java())
                .home(home)
                .fromJarOfHome("mailbridge.jar")
                .kafka(servers.kafka())
                .buffer(servers.postgres())
                .property("bridge.kafka.topic", topic)
                // the load tool opens connections ahead, which no sender does, and loses requests where they are closed
                .property("bridge.http.header-timeout", "5m");
        jvmOptions.forEach(launcher::jvmOption);
        for (int i = 0; i < sources; i++) {
            launcher.openSource(SOURCE + i, "sendgrid");
        }
        properties.forEach(launcher::property);
        return launcher;
    }

    /**
     * Rows that all fleets of this run buffered, less those they replayed or parked: one fleet may have replayed what
     * another one buffered.
     */
    public long unsettledRows() {
        return unsettledRowsOfEnded
                + running.stream().mapToLong(Fleet::unsettledRows).sum();
    }

    /** Starts the sum of rows again, for a buffer that was emptied by hand. */
    public void forgetRows() {
        running.clear();
        unsettledRowsOfEnded = 0;
    }

    private Fleet start(String name, String topic, int sources, List<BridgeLauncher> launchers) {
        List<BridgeProcess> processes =
                launchers.stream().map(BridgeLauncher::start).toList();
        processes.forEach(process -> process.awaitReady(READY_LIMIT));
        Target target = new Target(
                name,
                topic,
                processes.stream().map(BridgeProcess::pid).toList(),
                processes.stream()
                        .map(process -> process.webhook(SOURCE) + "{}")
                        .toList(),
                sources);
        Fleet fleet = new Fleet(processes, target, this::noteEnd);
        running.add(fleet);
        return fleet;
    }

    private void noteEnd(Fleet fleet) {
        if (fleet.target().acknowledged() > 0) {
            fleet.runningPids().forEach(pid -> memoryPeak.note(fleet.target().name(), pid));
        }
        if (fleet.isRunning() && running.remove(fleet)) {
            unsettledRowsOfEnded += fleet.unsettledRows();
        }
    }
}
