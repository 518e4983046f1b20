package io.mailbridge.bench;

import io.mailbridge.support.BridgeProcess;
import java.util.List;

/** A running bridge, or two that share buffer and topic: what is loaded, and what is asked. */
final class Bridge implements AutoCloseable {
    private static final String BREAKER = "resilience4j_circuitbreaker_state";

    private final Stage stage;
    private final List<BridgeProcess> processes;
    private final Target target;

    Bridge(Stage stage, List<BridgeProcess> processes, Target target) {
        this.stage = stage;
        this.processes = processes;
        this.target = target;
    }

    Target target() {
        return target;
    }

    List<BridgeProcess> processes() {
        return processes;
    }

    long events(String what) {
        return total("bridge_events_" + what + "_total");
    }

    long total(String metric) {
        return Math.round(processes.stream()
                .mapToDouble(process -> process.metric(metric))
                .sum());
    }

    /** Negative where it replayed more than it buffered. */
    long unsettledRows() {
        return events("buffered") - events("replayed") - events("parked");
    }

    boolean isBreaker(String state) {
        return processes.stream().allMatch(process -> process.metric(BREAKER, "state", state) == 1);
    }

    /** Notes its peak memory and ends it at once; {@link Ledger#settle} comes before. */
    @Override
    public void close() {
        if (target.acknowledged() > 0) {
            processes.stream()
                    .filter(BridgeProcess::isRunning)
                    .map(BridgeProcess::pid)
                    .forEach(pid -> stage.notePeakMemory(target.name(), pid));
        }
        if (processes.stream().allMatch(BridgeProcess::isRunning)) {
            stage.forget(this);
        }
        processes.forEach(BridgeProcess::close);
    }
}
