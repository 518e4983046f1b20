package io.mailbridge.settings;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values by key, a later one in place of an earlier one. Camel takes its keys in several spellings
 * (sasl-jaas-config, saslJaasConfig), which are one key here: otherwise both would reach Camel, and either could win.
 */
final class LayeredValues {
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> spellings = new HashMap<>();

    void put(String key, String value) {
        String first = spellings.putIfAbsent(identity(key), key);
        values.put(first == null ? key : first, value.trim());
    }

    Map<String, String> values() {
        return values;
    }

    /** The value, whatever the spelling of its key, or null. */
    String find(String key) {
        String spelling = spellings.get(identity(key));
        return spelling == null ? null : values.get(spelling);
    }

    /** Names that an engineer gives, such as those of beans, stay as they are. */
    static String identity(String key) {
        boolean named = key.indexOf('[') >= 0
                || key.startsWith("camel.beans.")
                || key.startsWith("camel.variable.")
                || key.startsWith("camel.globalOptions.");
        return key.startsWith("camel.") && !named ? key.replace("-", "").toLowerCase(Locale.ROOT) : key;
    }
}
