package io.mailbridge.signature;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The parameters of a scheme, as a profile gives them; knows which were read. */
final class Parameters {
    private final Map<String, List<String>> given;
    private final Set<String> asked = new HashSet<>();

    Parameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /** The parameter's one value. */
    String required(String key) {
        String value = optional(key, null);
        if (value == null) {
            throw new InvalidParameter(key, "the parameter '" + key + "' is missing");
        }
        return value;
    }

    String optional(String key, String otherwise) {
        asked.add(key);
        List<String> values = given.get(key);
        if (values == null) {
            return otherwise;
        }
        if (values.size() != 1) {
            throw new InvalidParameter(key, "'" + key + "' takes one value, not a list");
        }
        return values.get(0);
    }

    boolean has(String key) {
        return given.containsKey(key);
    }

    /** The parameter's values, of which there has to be one. */
    List<String> several(String key) {
        asked.add(key);
        List<String> values = given.getOrDefault(key, List.of());
        if (values.isEmpty()) {
            throw new InvalidParameter(key, "the parameter '" + key + "' is missing");
        }
        return values;
    }

    /** The value of one of the allowed names; of the first where the parameter is missing. */
    <T> T choice(String key, List<String> allowed, Function<String, T> meaning) {
        String value = optional(key, allowed.get(0));
        if (!allowed.contains(value)) {
            throw new InvalidParameter(
                    key, "'" + value + "' is not allowed as '" + key + "'; allowed: " + String.join(", ", allowed));
        }
        return meaning.apply(value);
    }

    void refuseUnused() {
        for (String key : given.keySet()) {
            if (!asked.contains(key)) {
                throw new InvalidParameter(key, "the scheme has no parameter '" + key + "'");
            }
        }
    }
}
