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
        /** As a profile writes it: two of one name are the same. */
        String name();

        /** Whether there is at most one value. */
        boolean isOne();

        /** Whether one of the values passes; false when the event has none. */
        boolean has(EventFacts facts, Test test);

        /** The one value, null when the event has none. */
        String text(EventFacts facts);
    }

    /** What is found at a place of the event. */
    record AtPath(Path path) implements Subject {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public boolean isOne() {
            return !path.hasSeveral();
        }

        @Override
        public boolean has(EventFacts facts, Test test) {
            return path.find(facts.scope(), test) != null;
        }

        @Override
        public String text(EventFacts facts) {
            return Scalars.text(path.read(facts.scope()));
        }
    }

    /** What is known about the event besides its JSON. */
    record Known(String name, TextSubject known) implements Subject {
        @Override
        public boolean isOne() {
            return true;
        }

        @Override
        public boolean has(EventFacts facts, Test test) {
            String text = text(facts);
            return text != null && test.accepts(text);
        }

        @Override
        public String text(EventFacts facts) {
            return known.of(facts);
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

        static Test prefix(String prefix) {
            return value -> value.regionMatches(true, 0, prefix, 0, prefix.length());
        }
    }

    /** One of several values. */
    record OneOf(List<String> values) implements Test {
        @Override
        public boolean accepts(String text) {
            for (String candidate : values) {
                if (candidate.equalsIgnoreCase(text)) {
                    return true;
                }
            }
            return false;
        }
    }
}
