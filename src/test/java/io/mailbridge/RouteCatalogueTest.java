package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.settings.Settings;
import io.mailbridge.support.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the pages on routes to the beans that are bound, the properties that are set, and the files that are there. */
class RouteCatalogueTest {
    private static final Path DOCS = Path.of("docs/routes.md");
    private static final Path REFERENCE = Path.of("docs/route-reference.md");
    private static final Pattern CONSTANT = Pattern.compile("static final String (\\w+) =\\s+\"([^\"]*)\"");
    private static final Pattern PROPERTY = Pattern.compile(
            "\\b(?:exchange|batch|joined)\\s*\\.(?:set|get|remove)Property\\(\\s*(\"[^\"]*\"|[\\w.]+)\\s*[,)]");

    @Test
    void shouldListEveryBeanThatIsBoundAndNoOther() throws Exception {
        Map<String, String> bound = new TreeMap<>();
        Settings settings = Settings.load(Path.of("").toAbsolutePath(), Map.of(), new Properties());
        try (OfflineBridge bridge = new OfflineBridge(settings, Map.of())) {
            bridge.context()
                    .getRegistry()
                    .findByTypeWithName(Object.class)
                    .forEach((name, bean) -> bound.put(name, className(bean)));
        }

        Map<String, String> listed = new TreeMap<>();
        rows(REFERENCE, "## Beans").forEach(row -> listed.put(code(row.get(0)), code(row.get(1))));
        assertThat(listed).isEqualTo(bound);
    }

    /** A dash for what is not of the bridge, or is made by another class. */
    private static String className(Object bean) {
        Class<?> type = bean.getClass();
        while (type.getEnclosingClass() != null) {
            type = type.getEnclosingClass();
        }
        boolean ours = type.getName().startsWith("io.mailbridge.") && type != OfflineBridge.class && !type.isHidden();
        return ours ? type.getSimpleName() : "–";
    }

    @Test
    void shouldListEveryExchangePropertyAndNoOther() throws IOException {
        Set<String> used = new TreeSet<>();
        for (RouteFile file : RouteFile.all()) {
            file.yaml()
                    .findValues("setProperty")
                    .forEach(step -> used.add(step.path("name").asText()));
            file.yaml()
                    .findValues("exchangeProperty")
                    .forEach(
                            expression -> used.add(expression.path("expression").asText()));
        }
        for (Path source : sources()) {
            Matcher found = PROPERTY.matcher(Files.readString(source));
            while (found.find()) {
                String name = value(source, found.group(1));
                if (name != null) {
                    used.add(name);
                }
            }
        }

        Set<String> listed = new TreeSet<>();
        rows(REFERENCE, "## Exchange properties").forEach(row -> listed.add(code(row.get(0))));
        assertThat(listed).isEqualTo(used);
    }

    /** What a constant of the bridge holds; null for one of Camel's. */
    private static String value(Path source, String name) throws IOException {
        if (name.startsWith("\"")) {
            return name.substring(1, name.length() - 1);
        }
        String[] parts = name.split("\\.");
        Path file = parts.length == 1 ? source : source.resolveSibling(parts[0] + ".java");
        return Files.exists(file) ? constants(file).get(parts[parts.length - 1]) : null;
    }

    private static Map<String, String> constants(Path source) throws IOException {
        Map<String, String> constants = new HashMap<>();
        Matcher found = CONSTANT.matcher(Files.readString(source));
        while (found.find()) {
            constants.put(found.group(1), found.group(2));
        }
        return constants;
    }

    @Test
    void shouldNameEveryRouteFileAndEveryRecipe() throws IOException {
        Set<String> routes = new TreeSet<>();
        rows(DOCS, "## How the flow is divided").forEach(row -> names(row.get(0), routes));
        Set<String> recipes = new TreeSet<>();
        rows(DOCS, "## Recipes").forEach(row -> names(row.get(0), recipes));

        assertThat(routes).isEqualTo(files("routes"));
        assertThat(recipes).isEqualTo(files("docs/examples"));
    }

    private static void names(String cell, Set<String> into) {
        Matcher found = Pattern.compile("`([^`]+\\.(?:camel\\.yaml|java))`").matcher(cell);
        while (found.find()) {
            into.add(found.group(1));
        }
    }

    private static Set<String> files(String folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".camel.yaml") || name.endsWith(".java"))
                    .forEach(names::add);
        }
        assertThat(names).isNotEmpty();
        return names;
    }

    /** A method that an example names, such as withId, is there. */
    @Test
    void shouldNameMethodsThatAreThere() throws IOException {
        String api = Files.readString(Path.of("src/main/java/io/mailbridge/event/EmailEvent.java"))
                + Files.readString(Path.of("src/main/java/io/mailbridge/event/OutboundRecord.java"));
        Matcher found = Pattern.compile("[`.](with\\w+|metadataText|isInSample)\\b")
                .matcher(Files.readString(DOCS) + Files.readString(REFERENCE));
        Set<String> named = new TreeSet<>();
        while (found.find()) {
            named.add(found.group(1));
        }

        assertThat(named).hasSizeGreaterThan(15).allSatisfy(method -> assertThat(api)
                .containsPattern("public \\w+ " + method + "\\("));
    }

    /** Cells of the first table of a section, without its head; a cell of ours holds no bar. */
    private static List<List<String>> rows(Path page, String section) throws IOException {
        List<String> lines = Files.readAllLines(page);
        int start = lines.indexOf(section);
        assertThat(start).as(section).isNotNegative();
        List<List<String>> rows = lines.subList(start, lines.size()).stream()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line ->
                        Stream.of(line.split("\\|")).skip(1).map(String::trim).toList())
                .toList();
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static String code(String cell) {
        return cell.replace("`", "");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
