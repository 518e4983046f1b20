package io.mailbridge.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A file of routes/, as data. */
public record RouteFile(Path path, String text, JsonNode yaml) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static List<RouteFile> all() throws IOException {
        return of(Path.of("routes"));
    }

    /** The recipes of docs/examples. */
    public static List<RouteFile> recipes() throws IOException {
        return of(Path.of("docs/examples"));
    }

    private static List<RouteFile> of(Path folder) throws IOException {
        List<RouteFile> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".camel.yaml")) {
                    String text = Files.readString(file);
                    Object data = new Load(LoadSettings.builder().build()).loadFromString(text);
                    found.add(new RouteFile(file, text, JSON.valueToTree(data)));
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(8);
        return found;
    }

    public List<JsonNode> routes() {
        return yaml.findValues("route");
    }

    /** Every step of its routes, however deep, without the name of its kind; those of route configurations are left out. */
    public List<JsonNode> steps() {
        List<JsonNode> steps = new ArrayList<>();
        routes().forEach(route -> addSteps(route, steps));
        return steps;
    }

    private static void addSteps(JsonNode node, List<JsonNode> steps) {
        node.path("steps").forEach(step -> step.forEach(steps::add));
        node.forEach(inner -> addSteps(inner, steps));
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
