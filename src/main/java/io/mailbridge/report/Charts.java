package io.mailbridge.report;

import io.mailbridge.report.Report.Count;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Charts as inline SVG. Each is in a table, or has one beside it, that says the same. */
final class Charts {
    private static final List<String> COLOURS = List.of("delivered", "engaged", "problem", "other");
    private static final int HEIGHT = 100;

    private final Html html;

    Charts(Html html) {
        this.html = html;
    }

    /** Stacked columns over time. */
    void timeline(Report report) {
        List<Timeline.Step> steps = report.timeline();
        long most = Math.max(1, steps.stream().mapToLong(Charts::sum).max().orElse(0));
        html.raw("<p class=\"legend\">");
        for (int i = 0; i < COLOURS.size(); i++) {
            html.raw("<span><i class=\"" + COLOURS.get(i) + "\"></i>")
                    .text(Timeline.SERIES.get(i))
                    .raw("</span>");
        }
        html.raw("</p><div class=\"plot\"><span class=\"most muted\">")
                .text(Html.number(most))
                .raw(
                        "</span><svg role=\"img\" aria-label=\"Events over time; the table below has the figures\" viewBox=\"0 0 "
                                + Math.max(1, steps.size()) + " " + HEIGHT + "\" preserveAspectRatio=\"none\">");
        for (int i = 0; i < steps.size(); i++) {
            column(i, steps.get(i), most);
        }
        html.raw("</svg></div>");
        if (!steps.isEmpty()) {
            html.raw("<p class=\"ends muted\"><span>")
                    .text(begin(steps.get(0)))
                    .raw("</span><span>")
                    .text(begin(steps.get(steps.size() - 1)))
                    .raw("</span></p>");
        }
    }

    private void column(int place, Timeline.Step step, long most) {
        html.raw("<g>").element("title", begin(step) + ": " + Html.number(sum(step)) + " events");
        double top = HEIGHT;
        for (int i = 0; i < COLOURS.size(); i++) {
            double height = (double) HEIGHT * step.counts().get(i) / most;
            top -= height;
            if (height > 0) {
                html.raw(String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.2f\" y=\"%.3f\" width=\"0.84\" height=\"%.3f\"/>",
                        COLOURS.get(i),
                        place + 0.08,
                        top,
                        height));
            }
        }
        html.raw("</g>");
    }

    /** A table with a bar in each line. */
    void bars(String nameTitle, List<Count> counts, String colour) {
        long most = Math.max(1, counts.stream().mapToLong(Count::count).max().orElse(0));
        html.raw("<table><thead><tr>")
                .element("th scope=\"col\"", nameTitle)
                .raw("<th scope=\"col\" class=\"n\">Events</th><td class=\"bar\"></td></tr></thead><tbody>");
        for (Count count : counts) {
            html.raw("<tr>")
                    .element("td class=\"name\"", count.name())
                    .number("td class=\"n\"", count.count())
                    .raw(String.format(
                            Locale.ROOT,
                            "<td class=\"bar\"><svg aria-hidden=\"true\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\">"
                                    + "<rect class=\"%s\" width=\"%.2f\" height=\"10\"/></svg></td></tr>",
                            colour,
                            100.0 * count.count() / most));
        }
        html.raw("</tbody></table>");
    }

    static String begin(Timeline.Step step) {
        return ReportTimes.minute(Instant.ofEpochMilli(step.begin()));
    }

    private static long sum(Timeline.Step step) {
        return step.counts().stream().mapToLong(Long::longValue).sum();
    }
}
