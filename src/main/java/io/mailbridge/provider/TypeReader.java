package io.mailbridge.provider;

import io.mailbridge.event.BounceType;
import io.mailbridge.event.EventType;
import io.mailbridge.event.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles the section {@code types} of a profile: the decision tables that say what an event means. */
final class TypeReader {
    private static final String COMMON_NAMES = "common-names";
    private final boolean matchesCommonNames;
    private final List<DecisionTable> tables = new ArrayList<>();
    private final ConditionReader conditions = new ConditionReader(true);

    TypeReader(YamlSection root) {
        if (!root.has("types")) {
            throw root.invalid("types", "the key 'types' is missing");
        }
        YamlSection types = root.section("types");
        matchesCommonNames = types.flag(COMMON_NAMES);
        for (String table : types.keys()) {
            if (!table.equals(COMMON_NAMES)) {
                tables.add(new DecisionTable(
                        types.sections(table).stream().map(this::row).toList()));
            }
        }
    }

    boolean matchesCommonNames() {
        return matchesCommonNames;
    }

    List<DecisionTable> tables() {
        return tables;
    }

    /** The top-level members that conditions read: they are the platform's own, even if no field reads them. */
    Set<String> used() {
        return conditions.used();
    }

    private DecisionTable.Row row(YamlSection row) {
        row.allowOnly(List.of("when", "then"));
        if (!row.has("then")) {
            throw row.invalid("then", "a row has 'then', and 'when' unless it always holds");
        }
        return new DecisionTable.Row(conditions.conditions(row), outcome(row.section("then")));
    }

    private static Outcome outcome(YamlSection then) {
        then.allowOnly(List.of(
                "type", "bounce.type", "reason.code", "engagement.machine", "engagement.first", "recipient_ambiguous"));
        return new Outcome(
                constant(then, "type", EventType.values()),
                constant(then, "bounce.type", BounceType.values()),
                constant(then, "reason.code", ReasonCode.values()),
                flag(then, "engagement.machine"),
                flag(then, "engagement.first"),
                flag(then, "recipient_ambiguous"));
    }

    private static Boolean flag(YamlSection then, String key) {
        return then.has(key) ? then.flag(key) : null;
    }

    private static <E extends Enum<E>> E constant(YamlSection then, String key, E[] constants) {
        if (!then.has(key)) {
            return null;
        }
        List<String> names = Stream.of(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return constants[names.indexOf(then.oneOf(key, names))];
    }
}
