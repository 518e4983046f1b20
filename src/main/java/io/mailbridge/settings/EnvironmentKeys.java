package io.mailbridge.settings;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the property key that an environment variable sets. Unknown BRIDGE_* variables are ignored: Kubernetes
 * sets BRIDGE_SERVICE_HOST and the like for a service of that name, and CAMEL_SERVER_PORT=tcp://... for another.
 */
final class EnvironmentKeys {
    private static final String SOURCES = "BRIDGE_SOURCES_";
    private static final List<String> SOURCE_KEYS = Stream.concat(
                    SourceKeys.ALL.stream(),
                    Stream.of("fields.id", "fields.type", "fields.recipient", "fields.timestamp", "fields.message-id"))
            .toList();

    /** What Kubernetes sets for a service. */
    private static final Pattern SERVICE = Pattern.compile(".*_SERVICE_(HOST|PORT).*|.*_PORT_.*");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, String> keyOf;
    private final Map<String, String> sourceOf;

    /** @param known keys that have a value already */
    EnvironmentKeys(Collection<String> known) {
        this.keyOf = known.stream()
                .filter(key -> !key.startsWith("bridge.sources."))
                .collect(Collectors.toMap(EnvironmentKeys::variable, key -> key, (first, second) -> first));
        this.sourceOf = known.stream()
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
                    : keyOf.containsKey(variable) ? keyOf.get(variable) : camelKey(variable);
            if (key != null && !SERVICE_ADDRESS.matcher(value).matches()) {
                values.put(key, value);
            }
        });
        return values;
    }

    private static String camelKey(String variable) {
        return SERVICE.matcher(variable).matches() ? null : CamelVariables.key(variable);
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
