package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadFigures;
import io.mailbridge.bench.load.LoadResult;
import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.LoadTool;
import io.mailbridge.bench.program.Target;
import java.util.List;
import java.util.Locale;

/**
 * What one program did under one load.
 *
 * @param eventsPerSecond events answered 200
 * @param cpuMicros CPU time of the program's own processes for each such event
 */
record Round(double eventsPerSecond, double cpuMicros, double p99Ms, double maxMs, long wrong) {
    static Round measure(LoadTool loadTool, Target target, LoadShape shape) {
        double before = target.cpuSeconds();
        LoadResult result = target.load(loadTool, shape);
        double used = target.cpuSeconds() - before;
        double events = result.all().ok() * (double) shape.events();
        LoadFigures all = result.all();
        return new Round(events / shape.seconds(), used / events * 1e6, all.p99Ms(), all.maxMs(), all.wrong());
    }

    static long wrong(List<Round> rounds) {
        return rounds.stream().mapToLong(Round::wrong).sum();
    }

    /** The medians of the rounds, as the notes in the table show them. */
    static String medians(String name, List<Round> rounds) {
        return String.format(
                Locale.ROOT,
                "%s %,.0f/s, %.1f us, p99 %.1f ms",
                name,
                Ratios.median(rounds, Round::eventsPerSecond),
                Ratios.median(rounds, Round::cpuMicros),
                Ratios.median(rounds, Round::p99Ms));
    }
}
