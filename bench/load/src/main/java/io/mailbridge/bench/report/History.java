package io.mailbridge.bench.report;

import io.mailbridge.bench.load.LoadFigures;
import java.util.List;

/**
 * What the charts show: a constant rate of requests during warm-up, normal running, outage and drain. Times are seconds
 * since the first request was due.
 */
public record History(List<Phase> phases, List<LoadFigures> answers, List<Sample> samples) {
    /** It lasts until the next one starts. */
    public record Phase(String name, double start) {}

    /**
     * One reading of the processes; CPU is the mean since the reading before, in cores.
     *
     * @param replayed events replayed so far
     * @param waiting rows in the buffer
     */
    public record Sample(
            double second,
            double bridgeCpu,
            double serversCpu,
            double loadToolCpu,
            double residentMb,
            long replayed,
            long waiting) {}
}
