package io.mailbridge.settings;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the property key that an environment variable stands for. Unknown BRIDGE_* variables are left alone: Kubernetes
 * sets BRIDGE_SERVICE_HOST and the like for a service of that name.
 */
final class EnvironmentKeys {
    private static final String SOURCES = "BRIDGE_SOURCES_";
    private static final List<String> SOURCE_KEYS = Stream.concat(
                    Settings.SOURCE_KEYS.stream(),
                    Stream.of("fields.id", "fields.type", "fields.recipient", "fields.timestamp", "fields.message-id"))
            .toList();

    private final Map<String, String> keyOf;
    private final Map<String, String> sourceOf;

    EnvironmentKeys(Collection<String> known, Collection<String> given) {
        this.keyOf = known.stream().collect(Collectors.toMap(EnvironmentKeys::variable, key -> key));
        this.sourceOf = given.stream()
                .filter(key -> key.startsWith("bridge.sources."))
                .map(key -> key.split("\\.", 4)[2])
                .distinct()
                .collect(Collectors.toMap(EnvironmentKeys::variable, name -> name, (first, second) -> first));
    }

    Map<String, String> read(Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        environment.forEach((variable, value) -> {
            String key = variable.startsWith(SOURCES)
                    ? sourceKey(variable.substring(SOURCES.length()))
                    : keyOf.get(variable);
            if (key != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    private String sourceKey(String rest) {
        for (String key : SOURCE_KEYS) {
            String ending = "_" + variable(key);
            if (rest.endsWith(ending) && rest.length() > ending.length()) {
                String name = rest.substring(0, rest.length() - ending.length());
                String source = sourceOf.getOrDefault(
                        name, name.toLowerCase(Locale.ROOT).replace('_', '-'));
                return "bridge.sources." + source + "." + key;
            }
        }
        return null;
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
