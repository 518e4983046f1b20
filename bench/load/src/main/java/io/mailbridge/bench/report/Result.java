package io.mailbridge.bench.report;

/**
 * One row of the table.
 *
 * @param value NaN where nothing was measured
 * @param bare the bare program's figure of the same run, where the goal depends on it; else 0
 * @param wrongAnswers answers other than 200; with any of them no goal is met
 * @param note the figures that the value was computed from
 */
public record Result(Goal goal, double value, double bare, long wrongAnswers, String note) {
    static Result notMeasured(Goal goal, String why) {
        return new Result(goal, Double.NaN, 0, 0, why);
    }

    public boolean isMeasured() {
        return !Double.isNaN(value);
    }

    public boolean isMet() {
        return isMeasured() && wrongAnswers == 0 && goal.isMetBy(value, bare);
    }

    public String measured() {
        if (!isMeasured()) {
            return "not measured";
        }
        String text = goal.text(value);
        return wrongAnswers == 0 ? text : text + ", %,d answers not 200".formatted(wrongAnswers);
    }

    public String met() {
        return !isMeasured() ? "-" : isMet() ? "yes" : "no";
    }
}
