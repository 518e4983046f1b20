package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailbridge.publish.KafkaSettings;
import io.mailbridge.replay.ReplaySettings;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of routes/ keep Camel's schema and our own rules, so that an engineer can rely on their form. */
class RouteFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROUTES = Path.of("routes");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}:]+)");

    @ParameterizedTest
    @MethodSource("files")
    void shouldKeepToTheSchemaOfCamel(Path file) throws IOException {
        assertThat(CamelSchema.problems(yaml(file))).as(file.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldBeNamedAfterItsRouteAndSayWhatItIsFor(Path file) throws IOException {
        for (JsonNode entry : yaml(file)) {
            JsonNode route = entry.get("route");
            if (route == null) {
                continue;
            }
            String id = route.get("id").asText();
            assertThat(file.getFileName()).hasToString(id + ".camel.yaml");
            assertThat(route.get("description").asText()).endsWith(".");
            assertThat(route.has("routeConfigurationId")).isTrue();
            String from = route.get("from").get("uri").asText();
            if (from.startsWith("direct:")) {
                assertThat(from).isEqualTo("direct:" + id);
            }
        }
        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(110);
        assertThat(Files.readString(file)).doesNotContainPattern("uri: \\S*\\?");
    }

    @Test
    void shouldUseEachNodeIdOnce() throws IOException {
        Set<String> ids = new HashSet<>();
        for (Path file : files().toList()) {
            for (JsonNode id : yaml(file).findValues("id")) {
                assertThat(ids.add(id.asText()))
                        .as("%s in %s is unique", id.asText(), file)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldDefineEveryPlaceholderAndUseEveryKey() throws IOException {
        Settings settings = Settings.load(Path.of("").toAbsolutePath(), Map.of(), new Properties());
        Set<String> defined = new HashSet<>(settings.all().keySet());
        defined.addAll(KafkaSettings.from(settings).derived().keySet());
        defined.addAll(ReplaySettings.from(settings).derived().keySet());
        defined.add("mailbridge.home");
        Set<String> used = new TreeSet<>();
        StringBuilder everything = new StringBuilder();
        for (Path file : files().toList()) {
            Matcher placeholder = PLACEHOLDER.matcher(Files.readString(file));
            while (placeholder.find()) {
                used.add(placeholder.group(1));
            }
            everything.append(Files.readString(file));
        }
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                everything.append(Files.readString(source));
            }
        }

        assertThat(defined).containsAll(used);
        assertThat(settings.all().keySet())
                .filteredOn(key -> key.startsWith("bridge."))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(everything).contains(key));
    }

    @Test
    void shouldNameEverySqlFile() throws IOException {
        StringBuilder routes = new StringBuilder();
        for (Path file : files().toList()) {
            routes.append(Files.readString(file));
        }
        try (Stream<Path> files = Files.list(ROUTES.resolve("sql"))) {
            assertThat(files.toList()).isNotEmpty().allSatisfy(file -> assertThat(routes)
                    .contains("/routes/sql/" + file.getFileName() + "\""));
        }
    }

    static Stream<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROUTES)) {
            files.filter(file -> file.toString().endsWith(".yaml")).forEach(found::add);
        }
        assertThat(found).hasSizeGreaterThan(8);
        return found.stream().sorted();
    }

    private static JsonNode yaml(Path file) throws IOException {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }
}
