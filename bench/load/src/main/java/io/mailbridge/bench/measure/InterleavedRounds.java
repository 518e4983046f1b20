package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs several loads in turn, round after round, so that changes of the machine's speed affect all of them alike. */
final class InterleavedRounds {
    private final TestBed testBed;
    private final Map<Side, List<Round>> rounds = new LinkedHashMap<>();

    InterleavedRounds(TestBed testBed) {
        this.testBed = testBed;
    }

    private record Side(Target target, LoadShape shape) {}

    /** Adds a load; the same program may have several. */
    InterleavedRounds with(Target target, LoadShape shape) {
        rounds.put(new Side(target, shape), new ArrayList<>());
        return this;
    }

    /** Adds a load for the bridge of another build, if there is one. */
    InterleavedRounds withOther(LoadShape shape) {
        testBed.other().ifPresent(other -> with(other.target(), shape));
        return this;
    }

    /** For the note of a row: what that bridge did, and the ratios of ours to it; empty without it. */
    String besideOther(List<Round> ours, LoadShape shape) {
        return testBed.other()
                .map(other -> {
                    testBed.sums().check(other);
                    List<Round> others = rounds(other.target(), shape);
                    return String.format(
                            Locale.ROOT,
                            "; %s, bridge against it: throughput %.3f, CPU %.3f, answers not 200: %,d",
                            Round.medians("other", others),
                            Ratios.ratio(ours, others, Round::eventsPerSecond),
                            Ratios.ratio(ours, others, Round::cpuMicros),
                            Round.wrong(others));
                })
                .orElse("");
    }

    /** @param warmUp seconds of the same load on each program, before anything is measured */
    InterleavedRounds run(int warmUp, int count) {
        if (warmUp > 0) {
            rounds.keySet().forEach(side -> {
                testBed.progress().step("warming up " + side.target().name());
                side.target().load(testBed.loadTool(), side.shape().lasting(warmUp));
            });
        }
        for (int i = 1; i <= count; i++) {
            testBed.progress().step("round " + i + " of " + count);
            rounds.forEach((side, all) -> all.add(Round.measure(testBed.loadTool(), side.target(), side.shape())));
        }
        return this;
    }

    /** The same load on each program, whatever its rounds are, for rounds that would not warm it. */
    InterleavedRounds warm(LoadShape load) {
        if (load.seconds() > 0) {
            rounds.keySet().stream().map(Side::target).distinct().forEach(target -> {
                testBed.progress().step("warming up " + target.name());
                target.load(testBed.loadTool(), load);
            });
        }
        return this;
    }

    List<Round> rounds(Target target, LoadShape shape) {
        return rounds.get(new Side(target, shape));
    }

    /** About how long {@link #run} takes; opening and closing the connections of a load takes a second. */
    static int seconds(int programs, int warmUp, int count, int round) {
        return programs * ((warmUp > 0 ? warmUp + 1 : 0) + count * (round + 1));
    }
}
