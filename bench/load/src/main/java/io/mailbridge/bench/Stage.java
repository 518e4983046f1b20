package io.mailbridge.bench;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TempFolder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The servers and the load tool of one run, and the bridges that are started beside them. */
final class Stage implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final String SOURCE = "s";

    private final Setup setup;
    private final Sizes sizes;
    private final Progress progress;
    private final TempFolder folder = TempFolder.create("mailbridge-bench-");
    private final Servers servers;
    private final LoadTool loadTool;
    private final References references;
    private final Set<Bridge> running = ConcurrentHashMap.newKeySet();
    private Bridge shared;
    private long settledElsewhere;
    private double peakMemoryMb;
    private String peakMemoryName = "";
    private int loadedProcesses;
    private int topics;

    Stage(Setup setup, Sizes sizes, Progress progress) {
        this.setup = setup;
        this.sizes = sizes;
        this.progress = progress;
        progress.say("Starting a private Kafka, a private PostgreSQL and the load tool ...");
        this.servers = Servers.start();
        this.loadTool = LoadTool.start(setup, folder.path());
        this.references = new References(setup, servers, folder.path());
    }

    Setup setup() {
        return setup;
    }

    Sizes sizes() {
        return sizes;
    }

    Progress progress() {
        return progress;
    }

    Servers servers() {
        return servers;
    }

    LoadTool loadTool() {
        return loadTool;
    }

    References references() {
        return references;
    }

    double peakMemoryMb() {
        return peakMemoryMb;
    }

    /** Bridges that have ended after they were loaded, whose peak is known. */
    int loadedProcesses() {
        return loadedProcesses;
    }

    void notePeakMemory(String name, long pid) {
        loadedProcesses++;
        double peak = ProcessFigures.peakResidentMb(pid);
        if (peak > peakMemoryMb) {
            peakMemoryMb = peak;
            peakMemoryName = name;
        }
    }

    /** Which bridge it was. */
    String peakMemoryName() {
        return peakMemoryName;
    }

    /** A topic with three partitions, and a name of its own. */
    String newTopic(String name) {
        String topic = "bench-" + name + "-" + ++topics;
        servers.kafka().createTopic(topic, 3, Map.of());
        return topic;
    }

    /** The bridge that most measurements share, so that it is warm. */
    Bridge shared() {
        if (shared == null) {
            shared = bridge("bridge", 1, Map.of());
        }
        return shared;
    }

    /** The same after a load like those that are measured, unless it has had one. */
    Bridge warmShared() {
        warm(shared().target());
        return shared();
    }

    void warm(Target target) {
        if (sizes.warmUp() > 0 && target.acknowledged() == 0) {
            progress.step("warming up " + target.name());
            target.load(loadTool, LoadJob.closed(1, 256, sizes.warmUp()));
        }
    }

    /**
     * Rows that all bridges of this run put into the buffer, less those they took out: any of them may have replayed
     * what another one buffered.
     */
    long unsettledRows() {
        return settledElsewhere
                + running.stream().mapToLong(Bridge::unsettledRows).sum();
    }

    /** It ends, and with it its counters. */
    void forget(Bridge bridge) {
        if (running.remove(bridge)) {
            settledElsewhere += bridge.unsettledRows();
        }
    }

    /** Ends the shared bridge, whose replay would get in the way of others. */
    void closeShared() {
        if (shared != null) {
            Ledger.settle(this, shared);
            shared.close();
            shared = null;
        }
    }

    /** After a measurement that failed half-way: both servers up, nothing in the buffer. */
    void recover() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
        running.clear();
        settledElsewhere = 0;
        servers.reset();
    }

    Bridge bridge(String name, int sources, Map<String, String> properties) {
        String topic = newTopic(name);
        return bridge(name, topic, sources, List.of(launcher(topic, sources, properties)));
    }

    /** Several processes on one buffer and one topic. */
    Bridge fleet(String name, int count) {
        String topic = newTopic(name);
        return bridge(
                name,
                topic,
                1,
                IntStream.range(0, count)
                        .mapToObj(i -> launcher(topic, 1, Map.of()))
                        .toList());
    }

    BridgeLauncher launcher(String topic, int sources, Map<String, String> properties) {
        BridgeLauncher launcher = new BridgeLauncher()
                .java(setup.java())
                .home(setup.home())
                .fromJarOfHome("mailbridge.jar")
                .kafka(servers.kafka())
                .buffer(servers.postgres())
                .property("bridge.kafka.topic", topic);
        setup.jvmOptions().forEach(launcher::jvmOption);
        for (int i = 0; i < sources; i++) {
            launcher.openSource(SOURCE + i, "sendgrid");
        }
        properties.forEach(launcher::property);
        return launcher;
    }

    @Override
    public void close() {
        closeShared();
        references.close();
        loadTool.close();
        servers.close();
        folder.close();
    }

    private Bridge bridge(String name, String topic, int sources, List<BridgeLauncher> launchers) {
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
        Bridge bridge = new Bridge(this, processes, target);
        running.add(bridge);
        return bridge;
    }
}
