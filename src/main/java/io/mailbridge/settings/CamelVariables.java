package io.mailbridge.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes camel.component.kafka.sasl-jaas-config of CAMEL_COMPONENT_KAFKA_SASL_JAAS_CONFIG. Camel (4.18.0) itself looks
 * for such variables under names that no variable can have. CAMEL_HOME and the like are not keys.
 */
final class CamelVariables {
    private static final String PREFIX = "CAMEL_";
    private static final Set<String> GROUPS = Set.of(
            "MAIN",
            "HEALTH",
            "MANAGEMENT",
            "METRICS",
            "RESILIENCE4J",
            "SERVER",
            "SSL",
            "DEBUG",
            "TRACE",
            "MDC",
            "OPENTELEMETRY2",
            "THREADPOOL");
    /** Groups of groups, and the list of Camel's that names their members. */
    private static final Set<String> CATALOGS = Set.of("COMPONENT", "DATAFORMAT", "LANGUAGE");

    private CamelVariables() {}

    /** The key that the variable sets, or null. */
    static String key(String variable) {
        if (!variable.startsWith(PREFIX)) {
            return null;
        }
        String[] parts = variable.substring(PREFIX.length()).split("_", 2);
        if (parts.length < 2 || parts[1].isEmpty()) {
            return null;
        }
        String group = "camel." + parts[0].toLowerCase(Locale.ROOT) + ".";
        if (GROUPS.contains(parts[0])) {
            return group + dashed(parts[1]);
        }
        return CATALOGS.contains(parts[0]) ? catalogued(group, parts[0], parts[1]) : null;
    }

    private static String catalogued(String group, String catalog, String rest) {
        String name = names(catalog).stream()
                .filter(known -> rest.startsWith(variable(known) + "_"))
                .max(Comparator.comparing(String::length))
                .orElseGet(() -> dashed(rest.split("_", 2)[0]));
        return rest.length() <= name.length() + 1
                ? null
                : group + name + "." + dashed(rest.substring(name.length() + 1));
    }

    private static List<String> names(String catalog) {
        String list = "/org/apache/camel/main/" + catalog.toLowerCase(Locale.ROOT) + "s.properties";
        try (InputStream in = CamelVariables.class.getResourceAsStream(list)) {
            return in == null
                    ? List.of()
                    : new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(list + " cannot be read", e);
        }
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String dashed(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
