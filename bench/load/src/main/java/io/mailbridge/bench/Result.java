package io.mailbridge.bench;

/**
 * One row of the table.
 *
 * @param value NaN where nothing was measured
 * @param wrongAnswers answers other than 200, which no goal forgives
 * @param note how the value came about
 */
record Result(Goal goal, double value, long wrongAnswers, String note) {
    static Result notMeasured(Goal goal, String why) {
        return new Result(goal, Double.NaN, 0, why);
    }

    boolean isMeasured() {
        return !Double.isNaN(value);
    }

    boolean isMet() {
        return isMeasured() && wrongAnswers == 0 && goal.isMetBy(value);
    }

    String measured() {
        if (!isMeasured()) {
            return "not measured";
        }
        String text = goal.text(value);
        return wrongAnswers == 0 ? text : text + ", %,d answers not 200".formatted(wrongAnswers);
    }

    String met() {
        return !isMeasured() ? "-" : isMet() ? "yes" : "no";
    }
}
