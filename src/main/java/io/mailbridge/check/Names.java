package io.mailbridge.check;

import io.mailbridge.settings.NearestName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;

/** What routes may name: beans, components, and the options of an endpoint. */
final class Names {
    private static final String CATALOG = "/org/apache/camel/main/components.properties";
    /** Components that come with another's dependency. */
    private static final Map<String, String> FAMILIES = Map.ofEntries(
            Map.entry("https", "http"),
            Map.entry("ftps", "ftp"),
            Map.entry("sftp", "ftp"),
            Map.entry("smtp", "mail"),
            Map.entry("smtps", "mail"),
            Map.entry("imap", "mail"),
            Map.entry("imaps", "mail"),
            Map.entry("pop3", "mail"),
            Map.entry("pop3s", "mail"));

    private final CamelContext context;

    Names(CamelContext context) {
        this.context = context;
    }

    Object bean(String reference) {
        return context.getRegistry().lookupByName(plain(reference));
    }

    String nearestBean(String reference) {
        return NearestName.of(
                plain(reference),
                context.getRegistry().findByTypeWithName(Object.class).keySet());
    }

    static String noBean(String name) {
        return "there is no bean '" + name + "'";
    }

    /** Without the characters that mark a reference. */
    static String plain(String reference) {
        return reference.replaceFirst("^#(bean:)?", "");
    }

    boolean hasComponent(String scheme) {
        return context.getComponent(scheme, true, false) != null;
    }

    /** Why there is no such component. */
    String missingComponent(String scheme) {
        String family = FAMILIES.getOrDefault(scheme, scheme);
        return catalog().contains(scheme)
                ? notInstalled("component", scheme, family)
                : "there is no component '" + scheme + "'";
    }

    /** @param kind of part of Camel, such as language */
    String notInstalled(String kind, String name, String artifact) {
        return "the " + kind + " '" + name + "' is not installed: it needs the dependency org.apache.camel:camel-"
                + artifact + ":" + context.getVersion();
    }

    String nearestComponent(String scheme) {
        if (catalog().contains(scheme)) {
            return null;
        }
        List<String> installed = catalog().stream().filter(this::hasComponent).toList();
        String nearest = NearestName.of(scheme, installed);
        return nearest != null ? nearest : NearestName.of(scheme, catalog());
    }

    /** The options that the endpoint does not know, of those in its URI. */
    List<String> unknownOptions(String scheme, Collection<String> options) {
        EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory(scheme);
        if (factory == null || factory.isLenientProperties()) {
            return List.of();
        }
        Collection<String> prefixes = factory.multiValuePrefixes().values();
        return options.stream()
                // Camel ignores the case
                .filter(option -> factory.propertyNames().stream().noneMatch(option::equalsIgnoreCase))
                .filter(option -> prefixes.stream().noneMatch(option::startsWith))
                .toList();
    }

    String nearestOption(String scheme, String option) {
        return NearestName.of(
                option,
                context.getCamelContextExtension().getEndpointUriFactory(scheme).propertyNames());
    }

    private static List<String> catalog() {
        try (InputStream in = Names.class.getResourceAsStream(CATALOG)) {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
