package io.mailbridge.provider;

import java.util.List;

/** Rows of conditions and what follows from them; the first row whose conditions all hold decides. */
record DecisionTable(List<Row> rows) {

    Outcome decide(EventFacts facts) {
        for (Row row : rows) {
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
}
