package io.mailbridge.report;

import io.mailbridge.report.Report.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A report for spreadsheets (RFC 4180): a line for each group, or one for all events. */
public final class ReportCsv {
    private static final String STARTS_A_FORMULA = "=+-@\t\r";

    private ReportCsv() {}

    public static String of(Report report) {
        StringJoiner lines = new StringJoiner("\r\n", "", "\r\n");
        lines.add(head(report));
        if (report.by().isEmpty()) {
            lines.add(line(new Group(List.of(), report.totals())));
        }
        report.groups().forEach(group -> lines.add(line(group)));
        return lines.toString();
    }

    private static String head(Report report) {
        List<String> columns = new ArrayList<>();
        report.by().forEach(grouping -> columns.add(grouping.key()));
        columns.add("events");
        columns.addAll(report.totals().types().keySet());
        columns.addAll(List.of("messages_attempted", "messages_delivered", "messages_bounced", "messages_opened"));
        columns.addAll(List.of("messages_opened_by_machine", "messages_clicked", "messages_clicked_by_machine"));
        columns.addAll(List.of("messages_complained", "messages_unsubscribed"));
        for (Rate rate : Rate.values()) {
            columns.add(rate.key() + "_rate");
        }
        return String.join(",", columns);
    }

    private static String line(Group group) {
        Totals totals = group.totals();
        StringJoiner cells = new StringJoiner(",");
        group.names().forEach(name -> cells.add(text(name)));
        cells.add(String.valueOf(totals.events()));
        totals.types().values().forEach(count -> cells.add(count.toString()));
        for (long count : new long[] {
            totals.attempted(),
            totals.delivered(),
            totals.bounced(),
            totals.opened(),
            totals.openedByMachine(),
            totals.clicked(),
            totals.clickedByMachine(),
            totals.complained(),
            totals.unsubscribed()
        }) {
            cells.add(String.valueOf(count));
        }
        for (Rate rate : Rate.values()) {
            double value = rate.of(totals);
            cells.add(Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value));
        }
        return cells.toString();
    }

    /** What a sender chose must not become a formula. */
    private static String text(String name) {
        String safe = !name.isEmpty() && STARTS_A_FORMULA.indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
        return safe.matches("[\\w .:/@'-]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
