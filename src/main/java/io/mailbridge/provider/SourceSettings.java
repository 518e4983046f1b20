package io.mailbridge.provider;

import io.mailbridge.event.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Applies what one source is configured with to the mapping of a profile that leaves fields and types open. */
final class SourceSettings {
    private static final Map<String, FieldName> FIELDS = new TreeMap<>(Map.of(
            "fields.id", FieldName.ID,
            "fields.type", FieldName.PROVIDER_EVENT,
            "fields.recipient", FieldName.RECIPIENT,
            "fields.timestamp", FieldName.OCCURRED_AT,
            "fields.message-id", FieldName.MESSAGE_ID));
    private static final String TYPES = "types.";

    private SourceSettings() {}

    static Mapping apply(Map<String, String> settings, Mapping mapping) {
        Map<FieldName, Field> fields = new EnumMap<>(mapping.fields());
        settings.forEach((key, value) -> {
            if (!key.startsWith(TYPES)) {
                fields.put(fieldName(key, value), field(key, value));
            }
        });
        List<DecisionTable.Row> rows = new ArrayList<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(TYPES)) {
                rows.add(row(key, value));
            }
        });
        List<DecisionTable> tables = new ArrayList<>();
        tables.add(new DecisionTable(rows));
        tables.addAll(mapping.tables());
        return new Mapping(
                fields,
                mapping.matchesCommonNames(),
                tables,
                mapping.metadata().withFields(fields),
                mapping.recipients());
    }

    private static FieldName fieldName(String key, String value) {
        FieldName name = FIELDS.get(key);
        if (name == null) {
            throw invalid(key, value, "the keys are " + String.join(", ", FIELDS.keySet()) + " and types.<name>");
        }
        return name;
    }

    private static Field field(String key, String value) {
        try {
            return Field.of(List.of(value.strip()));
        } catch (IllegalArgumentException e) {
            throw invalid(key, value, "a path is names joined with dots, as in data.user.email");
        }
    }

    private static DecisionTable.Row row(String key, String value) {
        String name = key.substring(TYPES.length());
        if (name.isBlank()) {
            throw invalid(key, value, "the platform's name of an event follows 'types.'");
        }
        EventType type = EventType.ofWireName(value.strip())
                .orElseThrow(() -> invalid(
                        key,
                        value,
                        "a type is one of "
                                + Arrays.stream(EventType.values())
                                        .map(EventType::wireName)
                                        .collect(Collectors.joining(", "))));
        Condition isNamed = new Condition(
                new Condition.Known("$provider_event", EventFacts::name), new Condition.OneOf(List.of(name)), false);
        return new DecisionTable.Row(List.of(isNamed), Outcome.of(type));
    }

    private static IllegalArgumentException invalid(String key, String value, String allowed) {
        return new IllegalArgumentException(key + " = '" + value + "': " + allowed);
    }
}
