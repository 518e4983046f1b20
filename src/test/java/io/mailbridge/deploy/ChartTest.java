package io.mailbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the values, the chart renders to objects that a cluster knows, and that refer to each other. */
class ChartTest {
    /** Of extensions whose types are not to be had here; ChartFactsTest and ExampleTest look at them. */
    private static final Set<String> WITHOUT_TYPE =
            Set.of("Certificate", "ClientTrafficPolicy", "BackendTrafficPolicy");

    static List<Path> cases() {
        return Chart.cases();
    }

    @Test
    void shouldPassHelmsOwnChecks() {
        var result = new Helm(Chart.HOME).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("WARNING"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldRenderWhatTheApiKnows(Path values) {
        for (JsonNode object : Chart.render(values).objects()) {
            if (ApiTypes.knows(object)) {
                assertThat(ApiTypes.read(object).getMetadata().getName()).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
            } else {
                assertThat(WITHOUT_TYPE).contains(Rendered.kind(object));
            }
        }
    }

    @Test
    void shouldNoticeAKeyThatTheApiDoesNotKnow() {
        JsonNode deployment =
                Chart.render(Chart.HOME.resolve("ci/minimal-values.yaml")).one("Deployment");
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).put("readynessProbe", "");

        assertThatThrownBy(() -> ApiTypes.read(deployment)).hasMessageContaining("readynessProbe");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldNameOnlyWhatIsThere(Path values) {
        Rendered rendered = Chart.render(values);
        JsonNode pod = rendered.one("Deployment").at("/spec/template");

        assertSelects(rendered.one("Deployment").at("/spec/selector/matchLabels"), pod.at("/metadata/labels"));
        Set<String> volumes = names(pod.at("/spec/volumes"));
        Set<String> mounted = names(rendered.container().get("volumeMounts"));
        assertThat(mounted).isEqualTo(volumes);
        for (JsonNode volume : pod.at("/spec/volumes")) {
            if (volume.has("configMap")) {
                String map = volume.at("/configMap/name").asText();
                assertThat(rendered.names()).contains("ConfigMap/" + map);
                for (JsonNode mount : rendered.container().get("volumeMounts")) {
                    if (mount.get("name").equals(volume.get("name"))) {
                        assertThat(rendered.named("ConfigMap", map)
                                        .get("data")
                                        .has(mount.get("subPath").asText()))
                                .isTrue();
                    }
                }
            }
        }
        for (JsonNode service : rendered.all("Service")) {
            assertThat(names(rendered.container().get("ports")))
                    .contains(service.at("/spec/ports/0/targetPort").asText());
            assertSelects(service.at("/spec/selector"), pod.at("/metadata/labels"));
        }
        assertThat(rendered.names())
                .contains("ServiceAccount/" + pod.at("/spec/serviceAccountName").asText());
        rendered.all("HorizontalPodAutoscaler").forEach(scaler -> assertThat(rendered.names())
                .contains("Deployment/" + scaler.at("/spec/scaleTargetRef/name").asText()));
        for (JsonNode monitor : rendered.all("ServiceMonitor")) {
            JsonNode service = rendered.named("Service", "-management");
            assertSelects(monitor.at("/spec/selector/matchLabels"), service.at("/metadata/labels"));
            assertThat(monitor.at("/spec/endpoints/0/port")).isEqualTo(service.at("/spec/ports/0/name"));
        }
        rendered.all("Ingress").forEach(ingress -> assertThat(rendered.names())
                .contains("Service/"
                        + ingress.at("/spec/rules/0/http/paths/0/backend/service/name")
                                .asText()));
        rendered.all("HTTPRoute").forEach(route -> assertThat(rendered.names())
                .contains("Service/"
                        + route.at("/spec/rules/0/backendRefs/0/name").asText()));
    }

    private static void assertSelects(JsonNode selector, JsonNode labels) {
        assertThat(selector).isNotEmpty();
        selector.fields().forEachRemaining(label -> assertThat(labels.path(label.getKey()))
                .isEqualTo(label.getValue()));
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new TreeSet<>();
        list.forEach(entry -> names.add(entry.get("name").asText()));
        return names;
    }
}
