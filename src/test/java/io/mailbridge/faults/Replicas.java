package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The bridges of a rig, by number; one that is started again has the ports and settings that it had. */
final class Replicas implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final String source;
    private final List<BridgeLauncher> launchers;
    private final List<BridgeProcess> processes = new ArrayList<>();

    /** Starts all of them. */
    Replicas(String source, List<BridgeLauncher> launchers) {
        this.source = source;
        this.launchers = launchers;
        launchers.forEach(launcher -> processes.add(launcher.start()));
        awaitReady();
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
        get(number).close();
        processes.set(number, launchers.get(number).start());
    }

    private void awaitReady() {
        processes.forEach(bridge -> bridge.awaitReady(START_LIMIT));
    }

    String tail() {
        return processes.stream().map(BridgeProcess::tail).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        processes.forEach(BridgeProcess::close);
    }
}
