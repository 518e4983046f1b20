package io.mailbridge.bench.measure;

import io.mailbridge.bench.scale.TextTable;
import java.util.List;
import java.util.Locale;

/**
 * What one fleet did before, in and after an outage at a constant rate of events.
 *
 * @param outageSeconds from the broker's end until it took connections again
 * @param rows buffered in all
 * @param drainRate rows a second from the first batch to the last row, live traffic beside it
 * @param drainedAfter seconds from the broker's return
 * @param normalAfter seconds from the broker's return until p99 of three seconds in a row is at most twice the p99 before, or
 *     50 ms; NaN if the load ended before
 * @param p99Ms before the outage
 * @param cpuMicros of the bridges for each event, before the outage
 * @param drainMicros of the bridges for each row of the drain, without what the live events take
 * @param insertMicros of PostgreSQL for each row written
 * @param databaseMicros of PostgreSQL for each row replayed
 * @param rowBytes table and indexes
 * @param walBytes written for each row, in and after the outage
 * @param wrong answers other than 200
 */
public record FleetReading(
        int processes,
        double outageSeconds,
        long rows,
        double drainRate,
        double drainedAfter,
        double normalAfter,
        double p99Ms,
        double cpuMicros,
        double drainMicros,
        double insertMicros,
        double databaseMicros,
        double rowBytes,
        double walBytes,
        long wrong) {
    public static String table(List<FleetReading> readings) {
        return TextTable.of(
                List.of(
                        "processes",
                        "before: p99",
                        "CPU an event",
                        "answers not 200",
                        "live normal after",
                        "CPU a replayed row",
                        "PostgreSQL, written",
                        "PostgreSQL, replayed",
                        "disk a row",
                        "WAL a row"),
                readings.stream().map(FleetReading::cells).toList());
    }

    private List<String> cells() {
        return List.of(
                Integer.toString(processes),
                text("%.1f ms", p99Ms),
                text("%.1f us", cpuMicros),
                text("%.0f", wrong),
                text("%.0f s", normalAfter),
                text("%.1f us", drainMicros),
                text("%.1f us", insertMicros),
                text("%.1f us", databaseMicros),
                text("%,.0f bytes", rowBytes),
                text("%,.0f bytes", walBytes));
    }

    private static String text(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
