package io.mailbridge.bench.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which rows of the table a run measures. */
public record RowSelection(Set<Goal> goals) {
    static RowSelection all() {
        return new RowSelection(EnumSet.allOf(Goal.class));
    }

    /** @throws IllegalArgumentException naming the row that does not exist, and all that do */
    public static RowSelection of(Collection<String> rows) {
        Set<Goal> goals = EnumSet.noneOf(Goal.class);
        for (String row : rows) {
            goals.add(find(row));
        }
        return goals.isEmpty() ? all() : new RowSelection(goals);
    }

    static String names() {
        return Arrays.stream(Goal.values()).map(Goal::row).collect(Collectors.joining(", "));
    }

    public boolean wantsAny(Set<Goal> some) {
        return some.stream().anyMatch(goals::contains);
    }

    private static Goal find(String row) {
        return Arrays.stream(Goal.values())
                .filter(goal -> goal.row().equals(row.trim()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no row '" + row + "'. The rows are: " + names() + "."));
    }
}
