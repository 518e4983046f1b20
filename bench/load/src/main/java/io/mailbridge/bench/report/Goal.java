package io.mailbridge.bench.report;

import java.util.Locale;

/** The rows of the table of goals: what is promised about speed, and the limit that decides whether it is met. */
public enum Goal {
    SINGLE("single events, 256 connections: throughput against the bare program", 0.85, Figure.RATIO, Bound.AT_LEAST),
    SINGLE_CPU("the same: CPU time per event against the bare program", 1.5, Figure.RATIO, Bound.AT_MOST),
    SINGLE_RICH("the same: CPU time per event against the rich program", 1.5, Figure.RATIO, Bound.AT_MOST),
    BATCH(
            "requests of 100 events, 32 connections: events/s against the bare program",
            0.75,
            Figure.RATIO,
            Bound.AT_LEAST),
    BATCH_CPU("the same: CPU time per event against the bare program", 1.8, Figure.RATIO, Bound.AT_MOST),
    BATCH_RICH("the same: CPU time per event against the rich program", 1.4, Figure.RATIO, Bound.AT_MOST),
    FEW(
            "single events, 16 connections: CPU time per event against the bare program",
            1.25,
            Figure.RATIO,
            Bound.AT_MOST),
    ACTOR("single events, 256 connections: throughput against the actor design", 3, Figure.RATIO, Bound.AT_LEAST),
    OUTAGE("Kafka down, breaker open: throughput against normal running", 0.9, Figure.RATIO, Bound.AT_LEAST),
    OUTAGE_P99("the same: p99, no answer but 200", 250, Figure.MS, Bound.UNDER),
    KILL("the moment Kafka dies, at 3,000 requests/s: worst answer, no answer but 200", 2_500, Figure.MS, Bound.UNDER),
    DRAIN("drain of 1,000,000 rows against the live single-event rate", 2.5, Figure.RATIO, Bound.AT_LEAST),
    DRAIN_TAIL("the same: last 100,000 rows against the first", 0.8, Figure.RATIO, Bound.AT_LEAST),
    DRAIN_P99("live p99 during a drain at max-rate 5,000, against live p99 alone", 2, Figure.RATIO, Bound.AT_MOST),
    OVERLOAD(
            "4 times the requests that it carries: p99 of those answered 200, against p99 without",
            3,
            Figure.RATIO,
            Bound.AT_MOST),
    OVERLOAD_DOWN("the same with Kafka down", 3, Figure.RATIO, Bound.AT_MOST),
    OVERLOAD_RECOVERY("the same: until all answers are 200 in time again", 5, Figure.SECONDS, Bound.AT_MOST),
    OVERLOAD_MEMORY("the same: resident memory", 450, Figure.MB, Bound.AT_MOST),
    IDLE_MEMORY("idle, both servers connected: resident memory", 129, Figure.MB, Bound.AT_MOST),
    IDLE_CPU("the same: CPU", 0.0015, Figure.CORES, Bound.AT_MOST, 2),
    START("start with an AOT cache, against the bare program's without one", 1.5, Figure.RATIO, Bound.AT_MOST),
    PAIR(
            "two processes, half of a constant rate each: CPU time per event against one process at all of it, as a"
                    + " multiple of the bare program's",
            1.15,
            Figure.RATIO,
            Bound.AT_MOST),
    MEMORY("resident memory under all of it", 400, Figure.MB, Bound.AT_MOST),
    SOURCES("CPU time per event at 1, 10, 100, 1000 sources: most against least", 1.3, Figure.RATIO, Bound.AT_MOST),
    CONNECTIONS(
            "CPU time per event at 16, 256, 2000 connections: most against least", 1.3, Figure.RATIO, Bound.AT_MOST);

    /** How a figure is printed, number first and unit after it. */
    private enum Figure {
        RATIO("%.3f"),
        MS("%,.0f ms"),
        MB("%.0f MB"),
        CORES("%.4f cores"),
        SECONDS("%.2f s");

        private final String pattern;

        Figure(String pattern) {
            this.pattern = pattern;
        }

        String text(double value) {
            return String.format(Locale.ROOT, pattern, value);
        }
    }

    private enum Bound {
        AT_LEAST,
        AT_MOST,
        UNDER
    }

    private final String what;
    private final double limit;
    private final Figure figure;
    private final Bound bound;
    private final double timesBare;

    Goal(String what, double limit, Figure figure, Bound bound) {
        this(what, limit, figure, bound, 0);
    }

    /** @param timesBare allows so many times the bare program's figure of the same run, if that is more */
    Goal(String what, double limit, Figure figure, Bound bound, double timesBare) {
        this.what = what;
        this.limit = limit;
        this.figure = figure;
        this.bound = bound;
        this.timesBare = timesBare;
    }

    /** Its name on the command line. */
    public String row() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String what() {
        return what;
    }

    public String limit() {
        String number = String.format(Locale.ROOT, "%,.4f", limit).replaceFirst("\\.?0+$", "");
        String text = figure.text(0).replaceFirst("^[0-9.,]+", number);
        String most = bound.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + text;
        return timesBare == 0
                ? most
                : most + String.format(Locale.ROOT, ", or %.0f times the bare program's", timesBare);
    }

    String text(double value) {
        return figure.text(value);
    }

    /** @param bare the bare program's figure of the same run; 0 for a goal that does not ask for it */
    boolean isMetBy(double value, double bare) {
        double bar = Math.max(limit, timesBare * bare);
        return switch (bound) {
            case AT_LEAST -> value >= bar;
            case AT_MOST -> value <= bar;
            case UNDER -> value < bar;
        };
    }
}
