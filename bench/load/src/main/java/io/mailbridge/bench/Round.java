package io.mailbridge.bench;

import java.util.List;
import java.util.Locale;

/**
 * One program under one load.
 *
 * @param eventsPerSecond events answered 200
 * @param cpuMicros CPU time of the program's own processes for each of them
 */
record Round(double eventsPerSecond, double cpuMicros, double p99Ms, double maxMs, long wrong) {
    static Round measure(Stage stage, Target target, LoadJob job) {
        double before = target.cpuSeconds();
        LoadResult result = target.load(stage.loadTool(), job);
        double used = target.cpuSeconds() - before;
        double events = result.all().ok() * (double) job.events();
        LoadFigures all = result.all();
        return new Round(events / job.seconds(), used / events * 1e6, all.p99Ms(), all.maxMs(), all.wrong());
    }

    static long wrong(List<Round> rounds) {
        return rounds.stream().mapToLong(Round::wrong).sum();
    }

    /** The medians of some rounds, as the rows' notes show them. */
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
