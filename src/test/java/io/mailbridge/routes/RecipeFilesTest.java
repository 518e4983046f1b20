package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.support.RouteFile;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CommentEvent;

/** The recipes of docs/examples keep the rules of routes/, where they are copied to. */
class RecipeFilesTest {
    @ParameterizedTest
    @MethodSource("io.mailbridge.support.RouteFile#recipes")
    void shouldKeepToTheSchemaOfCamel(RouteFile file) throws IOException {
        assertThat(CamelSchema.problems(file.yaml())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.mailbridge.support.RouteFile#recipes")
    void shouldSayWhatItIsAndHowItIsCalled(RouteFile file) {
        List<JsonNode> routes = file.routes();
        assertThat(routes.get(0).path("id").asText() + ".camel.yaml").isEqualTo(file.toString());
        for (JsonNode route : routes) {
            String from = route.at("/from/uri").asText();
            assertThat(route.path("description").asText()).endsWith(".");
            assertThat(route.path("note").asText()).startsWith("Yours. ").endsWith(".");
            assertThat(route.at("/from/description").asText()).isNotEmpty();
            assertThat(from).doesNotContain("?");
            if (from.startsWith("direct:")) {
                assertThat(from).isEqualTo("direct:" + route.path("id").asText());
                assertThat(route.path("routeConfigurationId").asText()).isEqualTo("hand-failures-back");
            }
        }
        assertThat(file.text().lines()).hasSizeLessThanOrEqualTo(110);
    }

    @ParameterizedTest
    @MethodSource("io.mailbridge.support.RouteFile#recipes")
    void shouldDescribeEveryStepInAWayThatAnEditorKeeps(RouteFile file) {
        assertThat(file.steps()).isNotEmpty().allSatisfy(step -> {
            assertThat(step.path("id").asText()).isNotEmpty();
            assertThat(step.path("description").asText())
                    .matches("\\p{Lu}.*[^.]")
                    .hasSizeLessThanOrEqualTo(40);
        });
        LoadSettings withComments =
                LoadSettings.builder().setParseComments(true).build();
        assertThat(new Parse(withComments).parseString(file.text()))
                .filteredOn(event -> event instanceof CommentEvent)
                .isEmpty();
    }

    /** Each can be copied beside any other. */
    @Test
    void shouldUseEachIdOnce() throws IOException {
        Set<String> ids = new HashSet<>();
        for (List<RouteFile> files : List.of(RouteFile.all(), RouteFile.recipes())) {
            for (RouteFile file : files) {
                file.yaml().findValues("id").forEach(id -> assertThat(ids.add(id.asText()))
                        .as("%s in %s is unique", id.asText(), file)
                        .isTrue());
            }
        }
    }
}
