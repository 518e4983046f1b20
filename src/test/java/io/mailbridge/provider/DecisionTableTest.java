package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DecisionTableTest {
    private static final List<String> VALUES =
            List.of("open", "Open", "click", "bounce", "spam report", "STRASSE", "straße");
    private static final List<String> SENT =
            List.of("open", "OPEN", " click ", "Bounce", "bounces", "Spam Report", "", "strasse");
    private static final List<String> PATHS = List.of("event", "kind.name", "tags.*");

    @Test
    void shouldTakeTheFirstRowThatHoldsWhateverTheCase() {
        DecisionTable table = new DecisionTable(List.of(
                row(EventType.OPENED, is("event", "open"), is("kind.name", "first")),
                row(EventType.CLICKED, is("event", "OPEN", "click")),
                row(EventType.OTHER, is("event", "open"))));

        assertThat(decide(table, event("Open", "first"))).isEqualTo(EventType.OPENED);
        assertThat(decide(table, event("open", "second"))).isEqualTo(EventType.CLICKED);
        assertThat(decide(table, event("CLICK", null))).isEqualTo(EventType.CLICKED);
        assertThat(decide(table, event("bounce", "first"))).isNull();
        assertThat(decide(table, event(null, "first"))).isNull();
    }

    /** However the rows are looked up, the answer is that of asking one after the other. */
    @RepeatedTest(200)
    void shouldDecideAsRowByRow(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<DecisionTable.Row> rows = new ArrayList<>();
        boolean same = random.nextInt(4) > 0;
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            List<Condition> when = new ArrayList<>();
            if (same) {
                when.add(is("event", some(random, VALUES), some(random, VALUES)));
            }
            for (int j = random.nextInt(3); j > 0; j--) {
                when.add(condition(random));
            }
            rows.add(new DecisionTable.Row(when, Outcome.of(some(random, List.of(EventType.values())))));
        }
        DecisionTable table = new DecisionTable(rows);

        for (int i = 0; i < 50; i++) {
            ObjectNode event = event(some(random, SENT), random.nextBoolean() ? some(random, SENT) : null);
            event.putArray("tags").add(some(random, SENT)).add(some(random, SENT));
            assertThat(table.decide(facts(event))).as(event.toString()).isEqualTo(rowByRow(rows, event));
        }
    }

    private static Outcome rowByRow(List<DecisionTable.Row> rows, JsonNode event) {
        return rows.stream()
                .filter(row -> row.matches(facts(event)))
                .findFirst()
                .map(DecisionTable.Row::then)
                .orElse(Outcome.OPEN);
    }

    private static Condition condition(Random random) {
        Condition.Subject subject = random.nextInt(4) == 0
                ? new Condition.Known("$provider_event", EventFacts::name)
                : new Condition.AtPath(Path.of(some(random, PATHS)));
        Condition.Test test =
                switch (random.nextInt(4)) {
                    case 0 -> Condition.Test.PRESENT;
                    case 1 -> Condition.Test.prefix("o");
                    default -> new Condition.OneOf(List.of(some(random, VALUES), some(random, VALUES)));
                };
        return new Condition(subject, test, random.nextInt(4) == 0);
    }

    private static <T> T some(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static DecisionTable.Row row(EventType type, Condition... when) {
        return new DecisionTable.Row(List.of(when), Outcome.of(type));
    }

    private static Condition is(String path, String... values) {
        return new Condition(new Condition.AtPath(Path.of(path)), new Condition.OneOf(List.of(values)), false);
    }

    private static ObjectNode event(String name, String kind) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        if (name != null) {
            event.put("event", name);
        }
        if (kind != null) {
            event.putObject("kind").put("name", kind);
        }
        return event;
    }

    private static EventType decide(DecisionTable table, JsonNode event) {
        return table.decide(facts(event)).type();
    }

    private static EventFacts facts(JsonNode event) {
        return new EventFacts(Scope.of(event, header -> null), Scalars.text(event.get("event")), SmtpReply.NONE);
    }
}
