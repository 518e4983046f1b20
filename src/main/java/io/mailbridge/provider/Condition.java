package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;

/** One cell of a decision table: a value of the event and the test it has to pass. Case never matters. */
record Condition(Subject subject, Test test, boolean negated) {

    boolean holds(EventFacts facts) {
        return subject.has(facts, test) != negated;
    }

    static boolean allHold(List<Condition> conditions, EventFacts facts) {
        for (Condition condition : conditions) {
            if (!condition.holds(facts)) {
                return false;
            }
        }
        return true;
    }

    /** The value or values that are tested. */
    interface Subject {
        /** Whether one of the values passes; false when the event has none. */
        boolean has(EventFacts facts, Test test);

        static Subject path(Path path) {
            return (facts, test) -> path.find(facts.scope(), test) != null;
        }

        static Subject text(TextSubject subject) {
            return (facts, test) -> {
                String text = subject.of(facts);
                return text != null && test.accepts(text);
            };
        }
    }

    /** A text that is known about the event besides its JSON; null when it is not known. */
    interface TextSubject {
        String of(EventFacts facts);
    }

    /** The test of a value. */
    interface Test extends Predicate<JsonNode> {
        Test PRESENT = new Test() {
            @Override
            public boolean accepts(String text) {
                return true;
            }

            @Override
            public boolean test(JsonNode node) {
                return node.isContainerNode() || Scalars.isPresent(node);
            }
        };

        Test EMPTY = new Test() {
            @Override
            public boolean accepts(String text) {
                return false;
            }

            @Override
            public boolean test(JsonNode node) {
                return node.isContainerNode() && node.isEmpty();
            }
        };

        boolean accepts(String text);

        @Override
        default boolean test(JsonNode node) {
            String text = Scalars.text(node);
            return text != null && accepts(text);
        }

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
            return value -> value.regionMatches(true, 0, prefix, 0, prefix.length());
        }
    }
}
