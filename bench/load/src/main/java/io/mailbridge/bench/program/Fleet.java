package io.mailbridge.bench.program;

import io.mailbridge.support.BridgeProcess;
import java.util.List;
import java.util.function.Consumer;

/** A running bridge, or several that share buffer and topic: the target of a load, and the metrics of all together. */
public final class Fleet implements AutoCloseable {
    private static final String BREAKER = "resilience4j_circuitbreaker_state";

    private final List<BridgeProcess> processes;
    private final Target target;
    private final Consumer<Fleet> beforeEnd;

    /** @param beforeEnd called while its processes can still be asked */
    Fleet(List<BridgeProcess> processes, Target target, Consumer<Fleet> beforeEnd) {
        this.processes = processes;
        this.target = target;
        this.beforeEnd = beforeEnd;
    }

    public Target target() {
        return target;
    }

    List<Long> runningPids() {
        return processes.stream()
                .filter(BridgeProcess::isRunning)
                .map(BridgeProcess::pid)
                .toList();
    }

    /** Whether none of its processes has ended. */
    boolean isRunning() {
        return processes.stream().allMatch(BridgeProcess::isRunning);
    }

    /** @param outcome such as received, published, buffered */
    public long events(String outcome) {
        return Math.round(processes.stream()
                .mapToDouble(process -> process.metric("bridge_events_" + outcome + "_total"))
                .sum());
    }

    /** Rows in the buffer, as the metrics show them. */
    public long depth() {
        // all processes count the same table
        return Math.round(processes.get(0).metric("bridge_buffer_depth"));
    }

    /** Events it buffered, less those it replayed or parked; negative where it replayed rows of another fleet. */
    long unsettledRows() {
        return events("buffered") - events("replayed") - events("parked");
    }

    public boolean isBreaker(String state) {
        return processes.stream().allMatch(process -> process.metric(BREAKER, "state", state) == 1);
    }

    /** Kills its processes; what a measurement wants to know, such as {@link SumCheck}, it asks before. */
    @Override
    public void close() {
        beforeEnd.accept(this);
        processes.forEach(BridgeProcess::close);
    }
}
