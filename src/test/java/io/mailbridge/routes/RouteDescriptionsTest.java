package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.support.RouteFile;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CommentEvent;

/** The descriptions in routes/ survive a visual editor, and are shown there and in a console. */
class RouteDescriptionsTest {
    /** Steps whose inner steps Kaoto draws; in any other they cannot be seen. */
    private static final Set<String> DRAWN = Set.of(
            "from",
            "filter",
            "choice",
            "when",
            "otherwise",
            "split",
            "aggregate",
            "multicast",
            "loop",
            "pipeline",
            "step",
            "doTry",
            "doCatch",
            "doFinally",
            "circuitBreaker",
            "onFallback",
            "onException");

    @ParameterizedTest
    @MethodSource("files")
    void shouldHaveNoCommentThatAVisualEditorDrops(RouteFile file) {
        LoadSettings withComments =
                LoadSettings.builder().setParseComments(true).build();

        assertThat(new Parse(withComments).parseString(file.text()))
                .filteredOn(event -> event instanceof CommentEvent)
                .as("say it in description or note")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldSayWhoseTheRouteIs(RouteFile file) {
        file.routes().forEach(route -> {
            assertThat(route.path("description").asText()).endsWith(".");
            assertThat(route.path("note").asText()).matches("(Ours|Yours)[^a-z].*\\.");
        });
        file.yaml().findValues("routeConfiguration").forEach(configuration -> assertThat(
                        configuration.path("description").asText())
                .contains("Ours: ")
                .endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldNameAndDescribeEveryStep(RouteFile file) {
        assertThat(file.steps()).allSatisfy(step -> {
            assertThat(step.path("id").asText()).isNotEmpty();
            assertLabel(step);
        });
        for (String branch : List.of("from", "when", "doCatch", "onException")) {
            for (JsonNode found : file.yaml().findValues(branch)) {
                if (found.isArray()) {
                    found.forEach(each -> assertLabel(each.path(branch).isObject() ? each.path(branch) : each));
                } else {
                    assertLabel(found);
                }
            }
        }
        assertThat(file.yaml().findValuesAsText("note"))
                .allSatisfy(note -> assertThat(note).endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldHideNoStepFromAVisualEditor(RouteFile file) {
        assertThat(parentsOfSteps(file.yaml(), "")).isSubsetOf(DRAWN);
    }

    /** Camel moves all steps of the route into it, also those before it. */
    @ParameterizedTest
    @MethodSource("files")
    void shouldBeginTransactionsFirst(RouteFile file) {
        file.routes().forEach(route -> {
            JsonNode steps = route.at("/from/steps");
            long transactions = StreamSupport.stream(steps.spliterator(), false)
                    .filter(step -> step.has("transacted"))
                    .count();
            assertThat(route.findValues("transacted")).hasSize((int) transactions);
            assertThat(transactions).isEqualTo(steps.path(0).has("transacted") ? 1 : 0);
            assertThat(steps.path(0).path("transacted").has("steps")).isFalse();
        });
    }

    @Test
    void shouldRunTheBufferAndTheReplayInTransactions() throws IOException {
        assertThat(RouteFile.all())
                .filteredOn(file -> file.text().contains("- transacted:"))
                .extracting(RouteFile::toString)
                .containsExactly("buffer-events.camel.yaml", "replay-batch.camel.yaml");
    }

    /** Editors and consoles show it where the step is drawn, and cut it after some twenty characters. */
    private static void assertLabel(JsonNode step) {
        assertThat(step.path("description").asText())
                .as(step.toString())
                .matches("\\p{Lu}.*[^.]")
                .hasSizeLessThanOrEqualTo(40);
    }

    private static Set<String> parentsOfSteps(JsonNode node, String name) {
        Set<String> parents = new TreeSet<>();
        if (node.has("steps")) {
            parents.add(name);
        }
        node.fields().forEachRemaining(field -> parents.addAll(parentsOfSteps(field.getValue(), field.getKey())));
        if (node.isArray()) {
            node.forEach(element -> parents.addAll(parentsOfSteps(element, name)));
        }
        return parents;
    }

    static List<RouteFile> files() throws IOException {
        return RouteFile.all();
    }
}
