package io.mailbridge.bench.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run has found so far: figures by goal, and faults, which are wrong sums and failed measurements. */
public final class Results {
    private final Map<Goal, Result> byGoal = new EnumMap<>(Goal.class);
    private final List<String> faults = new ArrayList<>();
    private History history;

    public void add(Goal goal, double value, long wrongAnswers, String note) {
        add(goal, value, 0, wrongAnswers, note);
    }

    /** @param bare the bare program's figure, for a goal that depends on it */
    public void add(Goal goal, double value, double bare, long wrongAnswers, String note) {
        if (!Double.isFinite(value)) {
            fault(goal.row() + " gave no number: " + note);
        }
        byGoal.put(goal, new Result(goal, value, bare, wrongAnswers, note));
    }

    public void notMeasured(Goal goal, String why) {
        byGoal.put(goal, Result.notMeasured(goal, why));
    }

    public void fault(String sentence) {
        faults.add(sentence);
    }

    public List<Result> rows() {
        return List.copyOf(byGoal.values());
    }

    public void keep(History ofTimeline) {
        history = ofTimeline;
    }

    /** What the charts show, if the timeline was measured. */
    public Optional<History> history() {
        return Optional.ofNullable(history);
    }

    public List<String> faults() {
        return List.copyOf(faults);
    }
}
