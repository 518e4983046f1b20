package io.mailbridge.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of conditions and what follows from them; the first row whose conditions all hold decides. */
final class DecisionTable {
    private final Row[] rows;
    /** Null where not all rows ask for the same value. */
    private final ValueSwitch byValue;

    DecisionTable(List<Row> rows) {
        this.rows = rows.toArray(Row[]::new);
        this.byValue = ValueSwitch.of(rows);
    }

    Outcome decide(EventFacts facts) {
        for (Row row : byValue == null ? rows : byValue.rows(facts)) {
            if (row.matches(facts)) {
                return row.then();
            }
        }
        return Outcome.OPEN;
    }

    /** One row. */
    record Row(List<Condition> when, Outcome then) {
        boolean matches(EventFacts facts) {
            return Condition.allHold(when, facts);
        }
    }

    /**
     * The rows of a table by the value that each of them asks for, mostly the platform's name of the event: one look-up takes the
     * place of asking row by row.
     */
    private static final class ValueSwitch {
        private static final Row[] NONE = {};

        private final Condition.Subject subject;
        /** As the profile writes the values, which is as platforms send them. */
        private final Map<String, Row[]> asWritten = new HashMap<>();

        private final Map<String, Row[]> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        private ValueSwitch(Condition.Subject subject, List<Row> rows) {
            this.subject = subject;
            Map<String, List<Row>> byValue = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (Row row : rows) {
                Condition condition = asking(row, subject);
                List<Condition> others = new ArrayList<>(row.when());
                others.remove(condition);
                Row rest = new Row(List.copyOf(others), row.then());
                values(condition).forEach(value -> byValue.computeIfAbsent(value, first -> new ArrayList<>())
                        .add(rest));
            }
            byValue.forEach((value, its) -> inAnyCase.put(value, its.toArray(Row[]::new)));
            rows.forEach(
                    row -> values(asking(row, subject)).forEach(value -> asWritten.put(value, inAnyCase.get(value))));
        }

        /** Null where the rows do not all ask for one and the same value. */
        static ValueSwitch of(List<Row> rows) {
            List<Condition> asked =
                    rows.isEmpty() ? Collections.emptyList() : rows.get(0).when();
            for (Condition condition : asked) {
                Condition.Subject subject = condition.subject();
                if (subject.isOne() && rows.stream().allMatch(row -> asking(row, subject) != null)) {
                    return new ValueSwitch(subject, rows);
                }
            }
            return null;
        }

        private static Condition asking(Row row, Condition.Subject subject) {
            for (Condition condition : row.when()) {
                if (condition.subject().name().equals(subject.name())
                        && condition.test() instanceof Condition.OneOf
                        && !condition.negated()) {
                    return condition;
                }
            }
            return null;
        }

        private static List<String> values(Condition condition) {
            return ((Condition.OneOf) condition.test()).values();
        }

        /** Those that the event's value is right for, in their order, without the condition on it. */
        Row[] rows(EventFacts facts) {
            String value = subject.text(facts);
            if (value == null) {
                return NONE;
            }
            Row[] found = asWritten.get(value);
            return found == null ? inAnyCase.getOrDefault(value, NONE) : found;
        }
    }
}
