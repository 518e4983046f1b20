package io.mailbridge.bench;

import java.util.List;

/**
 * What the charts show: a constant rate of requests through warm-up, normal running, outage and drain. Times are seconds
 * since the first request was due.
 */
record History(List<Phase> phases, List<LoadFigures> answers, List<Sample> samples) {
    /** A phase, which lasts until the next one begins. */
    record Phase(String name, double start) {}

    /**
     * The processes at one time; CPU is the mean since the sample before, in cores.
     *
     * @param replayed events replayed since the start
     * @param waiting rows in the buffer
     */
    record Sample(
            double second,
            double bridgeCpu,
            double serversCpu,
            double loadToolCpu,
            double residentMb,
            long replayed,
            long waiting) {}
}
