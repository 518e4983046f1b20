package io.mailbridge.provider;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compiles the {@code when} of a row: what has to hold for it. */
final class ConditionReader {
    private static final Map<String, Condition.TextSubject> KNOWN = new TreeMap<>(Map.of(
            "$provider_event",
            EventFacts::name,
            "$smtp_code",
            facts -> facts.reply().code() == null ? null : facts.reply().code().toString(),
            "$enhanced_code",
            facts -> facts.reply().enhanced()));

    private final boolean eventIsKnown;
    private final Set<String> used = new LinkedHashSet<>();

    /** @param eventIsKnown false where conditions are asked of an element before its event is found */
    ConditionReader(boolean eventIsKnown) {
        this.eventIsKnown = eventIsKnown;
    }

    /** The conditions of a row; none, which always holds, where it has no {@code when}. */
    List<Condition> conditions(YamlSection row) {
        if (!row.has("when")) {
            return List.of();
        }
        YamlSection when = row.section("when");
        return when.keys().stream().map(key -> condition(when, key)).toList();
    }

    /** The top-level members that conditions read: they are the platform's own, even if no field reads them. */
    Set<String> used() {
        return used;
    }

    private Condition condition(YamlSection when, String key) {
        Condition.Subject subject = subject(when, key);
        if (!when.isMapping(key)) {
            return new Condition(subject, new Condition.OneOf(when.texts(key)), false);
        }
        YamlSection test = when.section(key);
        test.allowOnly(List.of("prefix", "present", "empty"));
        if (test.keys().size() != 1) {
            throw when.invalid(
                    key,
                    "a condition is a value, a list of values, {prefix: ...}, {present: true|false} or {empty: true|false}");
        }
        if (test.has("prefix")) {
            return new Condition(subject, Condition.Test.prefix(test.text("prefix")), false);
        }
        return test.has("present")
                ? new Condition(subject, Condition.Test.PRESENT, !test.flag("present"))
                : new Condition(subject, Condition.Test.EMPTY, !test.flag("empty"));
    }

    private Condition.Subject subject(YamlSection when, String key) {
        if (eventIsKnown && KNOWN.containsKey(key)) {
            return new Condition.Known(key, KNOWN.get(key));
        }
        try {
            Path path = Path.of(key);
            if (path.isTopLevel()) {
                used.add(path.lastName());
            }
            return new Condition.AtPath(path);
        } catch (IllegalArgumentException e) {
            String further = key.startsWith("$") && eventIsKnown
                    ? "; a condition may also be on " + String.join(", ", KNOWN.keySet())
                    : "";
            throw when.invalid(key, e.getMessage() + further);
        }
    }
}
