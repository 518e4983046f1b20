package io.mailbridge.soak;

/** The axis that all panels share. */
record TimeAxis(double seconds) {
    static final int LEFT = 70;
    private static final int WIDTH = 810;
    private static final int MOST_TICKS = 12;

    int right() {
        return LEFT + WIDTH;
    }

    double x(double second) {
        return LEFT + WIDTH * Math.min(1, second / seconds);
    }

    /** Minutes between two ticks. */
    int minutes() {
        return (int) Math.max(1, Panel.niceStep(seconds / 60 / MOST_TICKS));
    }

    /** @param y of the line */
    String svg(int y) {
        StringBuilder svg = new StringBuilder();
        for (int minute = 0; minute * 60 <= seconds; minute += minutes()) {
            svg.append(
                    Panel.format("<text class='middle' x='%.1f' y='%d'>%d</text>\n", x(minute * 60.0), y + 16, minute));
        }
        return svg.append(Panel.format("<text class='middle' x='%d' y='%d'>minutes</text>\n", LEFT + WIDTH / 2, y + 32))
                .toString();
    }
}
