package io.mailbridge.provider;

import java.util.List;

/** One cell of a decision table: a value of the event and what it has to be. Case never matters. */
record Condition(Subject subject, Test test) {

    boolean holds(EventFacts facts) {
        return test.holds(subject.of(facts));
    }

    /** The value looked at; null when the event has none. */
    interface Subject {
        String of(EventFacts facts);

        static Subject field(Field field) {
            return facts -> field.text(facts.event());
        }
    }

    /** What the value has to be. */
    interface Test {
        boolean holds(String value);

        static Test oneOf(List<String> allowed) {
            String[] values = allowed.toArray(String[]::new);
            return value -> {
                for (String candidate : values) {
                    if (candidate.equalsIgnoreCase(value)) {
                        return true;
                    }
                }
                return false;
            };
        }

        static Test prefix(String prefix) {
            return value -> value != null && value.regionMatches(true, 0, prefix, 0, prefix.length());
        }

        static Test present(boolean present) {
            return value -> value != null == present;
        }
    }
}
