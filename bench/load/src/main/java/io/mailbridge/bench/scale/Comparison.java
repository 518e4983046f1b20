package io.mailbridge.bench.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Forecasts beside what was measured, and how far off each is. */
public final class Comparison {
    private final List<List<String>> rows = new ArrayList<>();

    /** @param drainedAfter seconds from Kafka's return */
    public void add(Forecast forecast, double buffered, double drainRate, double drainedAfter) {
        rows.add(List.of(
                Integer.toString(forecast.plan().replicas()),
                String.format(Locale.ROOT, "%.1f s", forecast.plan().outageSeconds()),
                beside("%,.0f", forecast.buffered(), buffered),
                beside("%,.0f", forecast.drainRate(), drainRate),
                beside("%.1f s", forecast.drainedAfter(), drainedAfter)));
    }

    public String table() {
        return TextTable.of(
                List.of(
                        "processes",
                        "outage",
                        "rows buffered: model, measured",
                        "drain, rows/s: model, measured",
                        "drained after: model, measured"),
                rows);
    }

    private static String beside(String pattern, double forecast, double measured) {
        return String.format(
                Locale.ROOT,
                pattern + ", " + pattern + " (%+.0f %%)",
                forecast,
                measured,
                100 * (measured - forecast) / forecast);
    }
}
