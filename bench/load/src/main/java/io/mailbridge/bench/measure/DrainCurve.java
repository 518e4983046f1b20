package io.mailbridge.bench.measure;

import java.util.ArrayList;
import java.util.List;

/** Rows replayed over time: readings in order, with straight lines between them. */
final class DrainCurve {
    private record Reading(double seconds, long rows) {}

    private final List<Reading> readings = new ArrayList<>();

    void add(double seconds, long rows) {
        readings.add(new Reading(seconds, rows));
    }

    long rows() {
        return readings.isEmpty() ? 0 : readings.get(readings.size() - 1).rows();
    }

    /** When the last row was replayed. */
    double seconds() {
        return readings.isEmpty() ? 0 : when(rows());
    }

    /** Rows a second, from the first row that was replayed to the last. */
    double rate() {
        return rate(0, rows());
    }

    /** Rows a second of the first so many rows; the time of the probes before the first batch does not count. */
    double firstRate(long rows) {
        return rate(0, Math.min(rows, rows()));
    }

    double lastRate(long rows) {
        return rate(Math.max(0, rows() - rows), rows());
    }

    private double rate(long from, long to) {
        return (to - from) / (when(to) - when(from));
    }

    /** The first time at which that many rows had been replayed; for 0, the last time at which none had. */
    private double when(long rows) {
        Reading before = null;
        for (Reading reading : readings) {
            // a single row is a probe of the broker
            if (rows == 0 ? reading.rows() > 1 : reading.rows() >= rows) {
                return before == null
                        ? reading.seconds()
                        : rows == 0 ? before.seconds() : between(before, reading, rows);
            }
            before = reading;
        }
        return Double.NaN;
    }

    private static double between(Reading before, Reading after, long rows) {
        double share = (rows - before.rows()) / (double) (after.rows() - before.rows());
        return before.seconds() + share * (after.seconds() - before.seconds());
    }
}
