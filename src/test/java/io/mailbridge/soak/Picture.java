package io.mailbridge.soak;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws a soak as SVG: panels below each other with the faults behind them. It has a background of its own, so that a page
 * in dark mode does not swallow the text.
 *
 * @param title of one line
 * @param subtitle what ran where
 */
record Picture(String title, String subtitle, double seconds, List<Panel> panels, List<Span> faults) {
    private static final int WIDTH = 900;
    private static final int HEADER = 66;
    /** Names of faults, upright. */
    private static final int LABELS = 118;

    private static final int GAP = 36;

    private static final String STYLE = """
            <style>
            text { font: 12px sans-serif; fill: #222 }
            .head { font-size: 16px; font-weight: bold }
            .title { font-weight: bold }
            .tick { text-anchor: end; fill: #555 }
            .middle { text-anchor: middle; fill: #555 }
            .fault { font-size: 10px; fill: #444 }
            .grid { stroke: #d3d3d3; stroke-width: 0.7 }
            </style>
            """;

    String svg() {
        TimeAxis time = new TimeAxis(Math.max(1, seconds));
        int top = HEADER + LABELS;
        int bottom = top + panels.size() * (Panel.HEIGHT + GAP);
        StringBuilder svg = new StringBuilder();
        svg.append(Panel.format(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %2$d' width='%1$d' height='%2$d'>\n",
                WIDTH, bottom + 44));
        svg.append(STYLE);
        svg.append("<rect width='100%' height='100%' rx='6' fill='#ffffff'/>\n");
        svg.append(Panel.format("<text class='head' x='20' y='26'>%s</text>\n", escaped(title)));
        svg.append(Panel.format("<text x='20' y='45'>%s</text>\n", escaped(subtitle)));
        svg.append(legend());
        faults.forEach(fault -> svg.append(span(fault, time, bottom)));
        for (int i = 0; i < panels.size(); i++) {
            svg.append(panels.get(i).svg(time, top + GAP + i * (Panel.HEIGHT + GAP)));
        }
        return svg.append(time.svg(bottom)).append("</svg>\n").toString();
    }

    private String legend() {
        StringBuilder svg = new StringBuilder("<text x='20' y='64'>Fault of</text>\n");
        int x = 76;
        for (Span.Kind kind : Span.Kind.values()) {
            svg.append(Panel.format(
                    "<rect x='%d' y='54' width='12' height='12' fill='%s'/><text x='%d' y='64'>%s</text>\n",
                    x, kind.colour(), x + 17, kind.title()));
            x += 40 + 7 * kind.title().length();
        }
        return svg.toString();
    }

    private String span(Span fault, TimeAxis time, int bottom) {
        double x = time.x(fault.from());
        double width = Math.max(1, time.x(fault.to()) - x);
        double middle = x + width / 2 + 3;
        return Panel.format(
                "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s'/>"
                        + "<text class='fault' transform='translate(%.1f %d) rotate(-90)'>%s</text>\n",
                x,
                HEADER + LABELS,
                width,
                bottom - HEADER - LABELS,
                fault.kind().colour(),
                middle,
                HEADER + LABELS - 4,
                escaped(fault.what()));
    }

    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(point -> switch (point) {
                    case '<' -> "&lt;";
                    case '&' -> "&amp;";
                    default -> Character.toString(point);
                })
                .collect(Collectors.joining());
    }
}
