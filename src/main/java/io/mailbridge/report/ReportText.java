package io.mailbridge.report;

import io.mailbridge.reading.Printable;
import io.mailbridge.report.Report.Count;
import io.mailbridge.report.Report.Group;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A report for a terminal. */
public final class ReportText {
    private static final int MOST_GROUPS = 40;
    private static final int WIDEST = 24;
    private static final List<Rate> COLUMNS =
            List.of(Rate.DELIVERY, Rate.BOUNCE, Rate.OPEN, Rate.CLICK, Rate.COMPLAINT);

    private final Report report;
    private final StringJoiner lines = new StringJoiner(System.lineSeparator());

    public ReportText(Report report) {
        this.report = report;
    }

    public String text() {
        Totals totals = report.totals();
        lines.add(ReportTimes.title(report));
        lines.add(format(
                "%,d events on %s; %,d repeated records left out%s",
                totals.events(),
                report.topics().isEmpty() ? "no topic" : String.join(", ", report.topics()),
                report.repeated(),
                report.unreadable() == 0 ? "" : format(", %,d that cannot be read", report.unreadable())));
        section("Rates: a message to a recipient counts once");
        for (Rate rate : Rate.values()) {
            lines.add(format(
                    "  %-14s %8s  %,12d of %,d %s",
                    rate.title(),
                    rate.text(totals),
                    rate.part(totals),
                    rate.whole(totals),
                    "(" + rate.definition() + ")"));
        }
        lines.add(format(
                "  by machines, not in the rates: %,d opened, %,d clicked",
                totals.openedByMachine(), totals.clickedByMachine()));
        section("Events by type");
        totals.types().forEach((type, count) -> row(type, count));
        counts("Bounces by reason", report.bounceReasons());
        delay(report.delay());
        counts("Rejected by reason (dead letters)", report.rejected());
        groups();
        return lines.toString();
    }

    private void section(String title) {
        lines.add("").add(title);
    }

    private void row(String name, long count) {
        if (count > 0) {
            lines.add(format("  %-36s %,12d", Printable.of(name), count));
        }
    }

    private void counts(String title, List<Count> counts) {
        if (!counts.isEmpty()) {
            section(title);
            counts.forEach(count -> row(count.name(), count.count()));
        }
    }

    private void delay(Delay delay) {
        section("Delay from the platform's time to Kafka");
        lines.add(
                delay.measured() == 0
                        ? "  no event has a time of its platform"
                        : format(
                                "  half within %s, 90 %% within %s, 99 %% within %s, longest %s",
                                Delay.text(delay.p50()),
                                Delay.text(delay.p90()),
                                Delay.text(delay.p99()),
                                Delay.text(delay.longest())));
        if (delay.unknown() > 0) {
            lines.add(format("  %,d events without a time of the platform left out", delay.unknown()));
        }
    }

    private void groups() {
        if (report.by().isEmpty()) {
            return;
        }
        section("By " + report.by().stream().map(Grouping::key).collect(Collectors.joining(", ")));
        StringBuilder head = new StringBuilder("  ");
        report.by().forEach(grouping -> head.append(cell(grouping.key())));
        head.append(format("%12s", "events"));
        for (Rate rate : COLUMNS) {
            head.append(format(" %9s", rate.key()));
        }
        lines.add(head);
        report.groups().stream().limit(MOST_GROUPS).map(ReportText::line).forEach(lines::add);
        if (report.groups().size() > MOST_GROUPS) {
            lines.add(format("  and %,d more: --csv has all", report.groups().size() - MOST_GROUPS));
        }
    }

    private static String line(Group group) {
        StringBuilder line = new StringBuilder("  ");
        group.names().forEach(name -> line.append(cell(name)));
        line.append(format("%,12d", group.totals().events()));
        for (Rate rate : COLUMNS) {
            line.append(format(" %9s", rate.text(group.totals())));
        }
        return line.toString();
    }

    private static String cell(String name) {
        String shown = Printable.of(name);
        return format("%-" + WIDEST + "s ", shown.length() > WIDEST ? shown.substring(0, WIDEST - 1) + "…" : shown);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
