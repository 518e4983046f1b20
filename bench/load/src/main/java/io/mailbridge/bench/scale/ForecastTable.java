package io.mailbridge.bench.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Forecasts as a table to read, or as CSV with plain numbers: seconds, rows, bytes; empty where there is none. */
public final class ForecastTable {
    private record Column(String name, String csv, Function<Forecast, String> text, Function<Forecast, Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            column("replicas", "replicas", f -> "" + f.plan().replicas(), f -> f.plan()
                    .replicas()),
            column("events/s", "rate", f -> Quantity.count(f.plan().rate()), f -> f.plan()
                    .rate()),
            column("outage", "outage_s", f -> Quantity.time(f.plan().outageSeconds()), f -> f.plan()
                    .outageSeconds()),
            column("buffered", "buffered_rows", f -> Quantity.count(f.buffered()), Forecast::buffered),
            column("disk", "disk_bytes", f -> Quantity.size(f.diskBytes()), Forecast::diskBytes),
            column("refused", "refused_events", f -> Quantity.count(f.refused()), Forecast::refused),
            column("by", "refused_by", f -> f.refusedBy().isEmpty() ? "-" : f.refusedBy(), Forecast::refusedBy),
            column("from", "first_refusal_s", f -> Quantity.time(f.firstRefusal()), Forecast::firstRefusal),
            column("drain rows/s", "drain_rows_per_s", f -> Quantity.count(f.drainRate()), Forecast::drainRate),
            column("limited by", "drain_limited_by", Forecast::drainLimit, Forecast::drainLimit),
            column("drained after", "drained_after_s", f -> Quantity.time(f.drainedAfter()), Forecast::drainedAfter),
            column(
                    "live normal after",
                    "live_normal_after_s",
                    f -> Quantity.time(f.normalAfter()),
                    Forecast::normalAfter));

    private ForecastTable() {}

    public static String text(List<Forecast> forecasts) {
        return TextTable.of(
                COLUMNS.stream().map(Column::name).toList(),
                forecasts.stream()
                        .map(forecast -> COLUMNS.stream()
                                .map(column -> column.text().apply(forecast))
                                .toList())
                        .toList());
    }

    public static String csv(List<Forecast> forecasts) {
        List<String> lines = new ArrayList<>();
        lines.add(COLUMNS.stream().map(Column::csv).collect(Collectors.joining(",")));
        for (Forecast forecast : forecasts) {
            lines.add(COLUMNS.stream()
                    .map(column -> plain(column.value().apply(forecast)))
                    .collect(Collectors.joining(",")));
        }
        return String.join("\n", lines);
    }

    private static String plain(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? Quantity.number(Math.rint(number * 10) / 10) : "";
        }
        return String.format(Locale.ROOT, "%s", value);
    }

    private static Column column(
            String name, String csv, Function<Forecast, String> text, Function<Forecast, Object> value) {
        return new Column(name, csv, text, value);
    }
}
