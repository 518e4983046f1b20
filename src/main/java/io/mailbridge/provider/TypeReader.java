package io.mailbridge.provider;

import io.mailbridge.event.BounceType;
import io.mailbridge.event.EventType;
import io.mailbridge.event.ReasonCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles the section {@code types} of a profile: the decision tables that say what an event means. */
final class TypeReader {
    private static final String COMMON_NAMES = "common-names";
    private static final Map<String, Condition.Subject> CODES = Map.of(
            "$smtp_code",
                    facts -> facts.reply().code() == null
                            ? null
                            : facts.reply().code().toString(),
            "$enhanced_code", facts -> facts.reply().enhanced());

    private final boolean matchesCommonNames;
    private final List<DecisionTable> tables = new ArrayList<>();
    private final Set<String> used = new LinkedHashSet<>();

    TypeReader(YamlSection root) {
        if (!root.has("types")) {
            throw root.invalid("types", "the key 'types' is missing");
        }
        YamlSection types = root.section("types");
        matchesCommonNames = ProfileReader.flag(types, COMMON_NAMES);
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

    /** The top-level members that conditions look at: the platform's own, even where no field takes them. */
    Set<String> used() {
        return used;
    }

    private DecisionTable.Row row(YamlSection row) {
        row.allowOnly(List.of("when", "then"));
        if (!row.has("when") || !row.has("then")) {
            throw row.invalid("when", "a row has 'when' and 'then'");
        }
        YamlSection when = row.section("when");
        List<Condition> conditions = when.keys().stream()
                .map(key -> new Condition(subject(when, key), test(when, key)))
                .toList();
        return new DecisionTable.Row(conditions, outcome(row.section("then")));
    }

    private Condition.Subject subject(YamlSection when, String key) {
        if (key.startsWith("$")) {
            Condition.Subject code = CODES.get(key);
            if (code == null) {
                throw when.invalid(key, "unknown code '" + key + "'; allowed: $smtp_code, $enhanced_code");
            }
            return code;
        }
        try {
            Field field = Field.of(List.of(key));
            field.paths().stream().filter(Path::isTopLevel).map(Path::toString).forEach(used::add);
            return Condition.Subject.field(field);
        } catch (IllegalArgumentException e) {
            throw when.invalid(key, e.getMessage());
        }
    }

    private static Condition.Test test(YamlSection when, String key) {
        if (!when.isMapping(key)) {
            return Condition.Test.oneOf(when.texts(key));
        }
        YamlSection test = when.section(key);
        test.allowOnly(List.of("prefix", "present"));
        if (test.keys().size() != 1) {
            throw when.invalid(key, "a condition is a value, a list of values, {prefix: ...} or {present: true|false}");
        }
        return test.has("prefix")
                ? Condition.Test.prefix(test.text("prefix"))
                : Condition.Test.present(ProfileReader.flag(test, "present"));
    }

    private static Outcome outcome(YamlSection then) {
        then.allowOnly(List.of("type", "bounce.type", "reason.code"));
        return new Outcome(
                constant(then, "type", EventType.values()),
                constant(then, "bounce.type", BounceType.values()),
                constant(then, "reason.code", ReasonCode.values()));
    }

    private static <E extends Enum<E>> E constant(YamlSection then, String key, E[] constants) {
        if (!then.has(key)) {
            return null;
        }
        List<String> names = Stream.of(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return constants[names.indexOf(ProfileReader.oneOf(then, key, names))];
    }
}
