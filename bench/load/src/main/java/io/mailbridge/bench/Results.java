package io.mailbridge.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the run has found so far: figures by goal, and faults, which are sums that do not add up. */
final class Results {
    private final Map<Goal, Result> byGoal = new EnumMap<>(Goal.class);
    private final List<String> faults = new ArrayList<>();
    private History history;

    void add(Goal goal, double value, long wrongAnswers, String note) {
        if (!Double.isFinite(value)) {
            fault(goal.row() + " gave no number: " + note);
        }
        byGoal.put(goal, new Result(goal, value, wrongAnswers, note));
    }

    void notMeasured(Goal goal, String why) {
        byGoal.put(goal, Result.notMeasured(goal, why));
    }

    void fault(String sentence) {
        faults.add(sentence);
    }

    List<Result> rows() {
        return List.copyOf(byGoal.values());
    }

    void keep(History ofTimeline) {
        history = ofTimeline;
    }

    /** What the charts show, if the timeline was run. */
    Optional<History> history() {
        return Optional.ofNullable(history);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}
