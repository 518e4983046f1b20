package io.mailbridge.bench.measure;

import java.util.List;

/**
 * How long and how often a run measures; all durations in seconds.
 *
 * @param rounds interleaved rounds of a comparison
 * @param round length of a round
 * @param warmUp length of the load on each program before its first round
 * @param outages how often the broker is killed for the outage row
 * @param drainRows rows in the buffer when the broker is started again
 * @param rate requests a second at a constant arrival rate
 * @param liveRate the same during a drain with a rate limit
 * @param phase length of each phase of the timeline
 * @param overload length of an overload
 * @param recovery length of the load that follows an overload
 * @param rest time the idle bridge is left alone before it is measured
 * @param idle time the idle bridge is measured
 * @param starts how often the bridge is started for the start row
 * @param sources counts of sources; a bridge is started for each
 */
public record Sizes(
        int rounds,
        int round,
        int warmUp,
        int outages,
        int drainRows,
        int rate,
        int liveRate,
        int phase,
        int overload,
        int recovery,
        int rest,
        int idle,
        int starts,
        List<Integer> sources) {
    public static final Sizes FULL =
            new Sizes(5, 8, 20, 3, 1_000_000, 3_000, 2_000, 30, 60, 10, 60, 60, 5, List.of(1, 10, 100, 1000));
    public static final Sizes QUICK = new Sizes(1, 3, 2, 1, 50_000, 3_000, 1_000, 4, 8, 10, 3, 5, 2, List.of(1, 1000));
    /** At its rate, a second takes CPU time that can be measured. */
    public static final Sizes SMOKE = new Sizes(1, 1, 0, 1, 1_000, 1_000, 200, 1, 2, 2, 0, 1, 1, List.of(1, 1000));

    /** Whether rows that depend on the machine also give the figure of the bare program, which takes time. */
    boolean hasReferences() {
        return rounds > 1;
    }
}
