package io.mailbridge.bench;

import java.util.List;

/**
 * How much a run measures; all durations in seconds.
 *
 * @param rounds interleaved rounds of a comparison
 * @param round length of one
 * @param warmUp load on each program before its first round
 * @param outages times the broker is killed for the outage row
 * @param drainRows rows in the buffer when the broker comes back
 * @param rate requests a second at a constant arrival rate
 * @param liveRate the same while a drain runs at max-rate
 * @param phase length of each phase of the timeline
 * @param rest wait before the idle bridge is measured
 * @param idle time it is measured
 * @param starts how often the bridge is started for the start row
 * @param sources how many sources are configured, a bridge each
 */
record Sizes(
        int rounds,
        int round,
        int warmUp,
        int outages,
        int drainRows,
        int rate,
        int liveRate,
        int phase,
        int rest,
        int idle,
        int starts,
        List<Integer> sources) {
    static final Sizes FULL = new Sizes(5, 8, 20, 3, 1_000_000, 3_000, 2_000, 30, 60, 60, 5, List.of(1, 10, 100, 1000));
    static final Sizes QUICK = new Sizes(1, 3, 2, 1, 50_000, 3_000, 1_000, 4, 3, 5, 2, List.of(1, 1000));
    static final Sizes SMOKE = new Sizes(1, 1, 0, 1, 1_000, 200, 200, 2, 0, 1, 1, List.of(1, 1000));

    /** Whether rows that depend on the machine say what the bare program does there; only where there is time for it. */
    boolean hasReferences() {
        return rounds > 1;
    }
}
