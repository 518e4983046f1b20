package io.mailbridge.report;

import io.mailbridge.report.Report.Count;
import io.mailbridge.report.Report.Group;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report as one HTML file that needs nothing else: to be read on a phone, in the dark, and by a screen reader. */
public final class ReportPage {
    private static final int MOST_GROUPS = 100;
    private static final List<Rate> TILES =
            List.of(Rate.DELIVERY, Rate.BOUNCE, Rate.OPEN, Rate.CLICK, Rate.COMPLAINT, Rate.UNSUBSCRIBE);

    private final Report report;
    private final Html html = new Html();
    private final Charts charts = new Charts(html);

    public ReportPage(Report report) {
        this.report = report;
    }

    public String html() {
        html.raw(
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        html.element("title", ReportTimes.title(report)).raw("<style>\n" + style() + "</style></head><body><main>");
        html.element("h1", "Email events").element("p", sentence());
        html.element("p class=\"muted\"", coverage());
        tiles();
        section("Over time");
        html.element("p class=\"muted\"", "Events by the time they arrived on Kafka, in steps of " + step() + ", UTC.");
        charts.timeline(report);
        timelineTable();
        html.raw("</section><div class=\"pair\">");
        bars("Events by type", "Type", byType(), "delivered", "No events.");
        bars("Bounces by reason", "Reason", report.bounceReasons(), "problem", "Nothing bounced.");
        delay();
        bars("Rejected by reason", "Reason", report.rejected(), "problem", "Nothing was rejected.");
        html.raw("</div>");
        groups();
        definitions();
        return html.raw("</main></body></html>\n").toString();
    }

    private static String style() {
        try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String sentence() {
        String window = ReportTimes.window(report);
        return Character.toUpperCase(window.charAt(0)) + window.substring(1) + ", by arrival on Kafka: "
                + Html.number(report.totals().events()) + " events.";
    }

    private String coverage() {
        String unreadable =
                report.unreadable() == 0 ? "" : ", " + Html.number(report.unreadable()) + " could not be read";
        return "Topics: " + String.join(", ", report.topics()) + ". " + Html.number(report.repeated())
                + " repeated records were left out" + unreadable + ".";
    }

    private void section(String title) {
        html.raw("<section>").element("h2", title);
    }

    private void tiles() {
        html.raw("<div class=\"tiles\">");
        for (Rate rate : TILES) {
            html.raw("<div class=\"tile\">")
                    .element("span", rate.title() + " rate")
                    .element("b", rate.text(report.totals()))
                    .element(
                            "span class=\"muted\"",
                            Html.number(rate.part(report.totals())) + " of " + Html.number(rate.whole(report.totals())))
                    .raw("</div>");
        }
        html.raw("</div>");
    }

    private String step() {
        long minutes = report.step().toMinutes();
        return minutes < 60 ? minutes + " min" : minutes < 1440 ? minutes / 60 + " h" : minutes / 1440 + " d";
    }

    private void timelineTable() {
        html.raw("<details><summary>The figures as a table</summary><div class=\"scroll\"><table><thead><tr>")
                .element("th scope=\"col\"", "From (UTC)");
        Timeline.SERIES.forEach(name -> html.element("th scope=\"col\" class=\"n\"", name));
        html.raw("</tr></thead><tbody>");
        for (Timeline.Step step : report.timeline()) {
            html.raw("<tr>").element("td", Charts.begin(step));
            step.counts().forEach(count -> html.number("td class=\"n\"", count));
            html.raw("</tr>");
        }
        html.raw("</tbody></table></div></details>");
    }

    private List<Count> byType() {
        List<Count> counts = new ArrayList<>();
        report.totals().types().forEach((type, count) -> {
            if (count > 0) {
                counts.add(new Count(type, count));
            }
        });
        return counts;
    }

    private void bars(String title, String name, List<Count> counts, String colour, String none) {
        section(title);
        if (counts.isEmpty()) {
            html.element("p class=\"muted\"", none);
        } else {
            charts.bars(name, counts, colour);
        }
        html.raw("</section>");
    }

    private void delay() {
        Delay delay = report.delay();
        section("Delay from the platform's time to Kafka");
        if (delay.measured() > 0) {
            html.element(
                    "p",
                    "Half within " + Delay.text(delay.p50()) + ", 90 % within " + Delay.text(delay.p90())
                            + ", 99 % within " + Delay.text(delay.p99()) + "; the longest took "
                            + Delay.text(delay.longest()) + ".");
            List<Count> ranges = new ArrayList<>();
            long rest = delay.measured();
            for (int i = 0; rest > 0; i++) {
                ranges.add(new Count(delay.ranges().get(i), delay.counts().get(i)));
                rest -= delay.counts().get(i);
            }
            charts.bars("Delay", ranges, "engaged");
        }
        html.element(
                        "p class=\"muted\"",
                        Html.number(delay.unknown()) + " events without a time of the platform left out.")
                .raw("</section>");
    }

    private void groups() {
        if (report.by().isEmpty()) {
            return;
        }
        section("By " + report.by().stream().map(Grouping::key).collect(Collectors.joining(" and ")));
        html.raw("<div class=\"scroll\"><table><thead><tr>");
        report.by().forEach(grouping -> html.element("th scope=\"col\"", grouping.title()));
        html.raw("<th scope=\"col\" class=\"n\">Events</th>");
        for (Rate rate : TILES) {
            html.element("th scope=\"col\" class=\"n\"", rate.title());
        }
        html.raw("</tr></thead><tbody>");
        report.groups().stream().limit(MOST_GROUPS).forEach(this::group);
        html.raw("</tbody></table></div>");
        int more = report.groups().size() - MOST_GROUPS;
        if (more > 0) {
            html.element("p class=\"muted\"", "And " + Html.number(more) + " smaller ones: --csv has all.");
        }
        html.raw("</section>");
    }

    private void group(Group group) {
        html.raw("<tr>");
        group.names().forEach(name -> html.element("td class=\"name\"", name.isEmpty() ? "-" : name));
        html.number("td class=\"n\"", group.totals().events());
        for (Rate rate : TILES) {
            html.element("td class=\"n\"", rate.text(group.totals()));
        }
        html.raw("</tr>");
    }

    private void definitions() {
        section("How it is counted");
        html.raw("<p>An event that is on the topic several times counts once, by its id. In the rates a message to a"
                + " recipient counts once, whatever its number of events.</p><dl>");
        for (Rate rate : Rate.values()) {
            html.element("dt", rate.title() + " rate").element("dd", rate.definition());
        }
        html.raw(
                        "</dl><p class=\"muted\">Opens and clicks of which the platform says that a proxy or scanner made them are not in"
                                + " the rates: ")
                .text(Html.number(report.totals().openedByMachine()) + " messages were opened and "
                        + Html.number(report.totals().clickedByMachine()) + " clicked by one.")
                .raw(" An open in this time may be of a message that was delivered before it.</p></section>");
    }
}
