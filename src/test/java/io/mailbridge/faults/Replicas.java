package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.FreePorts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The bridges of a rig, by number; one that is started again has the ports and settings that it had. */
final class Replicas implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final String source;
    private final Supplier<BridgeLauncher> launchers;
    private final List<Integer> ports;
    private final List<BridgeProcess> processes = new ArrayList<>();

    /**
     * Starts all of them.
     *
     * @param launchers makes a launcher for each start
     */
    Replicas(String source, int size, Supplier<BridgeLauncher> launchers) {
        this.source = source;
        this.launchers = launchers;
        this.ports = new ArrayList<>(
                Stream.generate(FreePorts::next).limit(2L * size).toList());
        IntStream.range(0, size).forEach(number -> processes.add(launch(number, launcher -> launcher)));
        awaitReady();
    }

    private BridgeProcess launch(int number, UnaryOperator<BridgeLauncher> settings) {
        BridgeLauncher launcher = launchers.get().ports(ports.get(2 * number), ports.get(2 * number + 1));
        return settings.apply(launcher).start();
    }

    int size() {
        return processes.size();
    }

    /** The process that has this number now, running or not. */
    BridgeProcess get(int number) {
        return processes.get(number);
    }

    List<BridgeProcess> running() {
        return processes.stream().filter(BridgeProcess::isRunning).toList();
    }

    List<URI> webhooks() {
        return processes.stream().map(bridge -> bridge.webhook(source)).toList();
    }

    /** SIGTERM, as a deployment does: it must end in time, with 0. */
    void stop(int number) {
        assertThat(get(number).terminate(STOP_LIMIT)).as("exit status").isZero();
    }

    /** Starts those that do not run, and returns when all are ready. */
    void startAll() {
        IntStream.range(0, size()).filter(i -> !get(i).isRunning()).forEach(this::start);
        awaitReady();
    }

    /** Returns at once. */
    void start(int number) {
        start(number, launcher -> launcher);
    }

    /** Kills the one with this number, if it runs, and starts it with further settings; returns at once. */
    void start(int number, UnaryOperator<BridgeLauncher> settings) {
        get(number).close();
        processes.set(number, launch(number, settings));
    }

    private void awaitReady() {
        processes.forEach(bridge -> bridge.awaitReady(START_LIMIT));
    }

    /** Starts a further one, behind no load balancer; returns its number at once. */
    int add() {
        ports.add(FreePorts.next());
        ports.add(FreePorts.next());
        processes.add(launch(size(), launcher -> launcher));
        return size() - 1;
    }

    /** Takes the one that was added last away for good: SIGTERM. */
    void removeAdded() {
        int last = size() - 1;
        stop(last);
        processes.remove(last).close();
        ports.subList(2 * last, ports.size()).clear();
    }

    String tail() {
        return processes.stream().map(BridgeProcess::tail).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        processes.forEach(BridgeProcess::close);
    }
}
