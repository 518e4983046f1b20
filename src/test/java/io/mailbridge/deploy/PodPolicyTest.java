package io.mailbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the restricted level of Pod Security asks of every pod, those of helm test included, and what the stop needs. */
class PodPolicyTest {
    static List<Path> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldGiveNoContainerMoreThanItNeeds(Path values) {
        Rendered rendered = Chart.render(values);

        assertThat(rendered.containers()).hasSize(2).allSatisfy(container -> {
            JsonNode security = container.get("securityContext");
            assertThat(security.get("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.get("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(security.get("privileged").asBoolean(true)).isFalse();
            assertThat(security.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
            assertThat(container.at("/resources/limits/cpu").asText()).isNotEmpty();
            assertThat(container.at("/resources/requests/memory").asText()).isNotEmpty();
            assertThat(container.get("image").asText())
                    .matches("[^@]+(:[^:@/]+|@sha256:[0-9a-f]{64})")
                    .doesNotEndWith(":latest");
        });
        assertThat(rendered.podSpecs()).hasSize(2).allSatisfy(pod -> {
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.get("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.get("enableServiceLinks").asBoolean(true)).isFalse();
            assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                    .isFalse();
            pod.path("volumes")
                    .forEach(volume -> assertThat(volume.has("hostPath")).isFalse());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldLetNothingBeWrittenButTheTemporaryFolder(Path values) {
        Rendered rendered = Chart.render(values);

        for (JsonNode mount : rendered.container().get("volumeMounts")) {
            assertThat(mount.path("readOnly").asBoolean())
                    .as(mount.toString())
                    .isEqualTo(!mount.get("mountPath").asText().equals("/tmp"));
        }
        for (JsonNode volume : rendered.one("Deployment").at("/spec/template/spec/volumes")) {
            if (volume.has("emptyDir")) {
                assertThat(volume.at("/emptyDir/sizeLimit").asText()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldLeaveTimeForTheStop(Path values) {
        Rendered rendered = Chart.render(values);
        String settings = rendered.named("ConfigMap", "-settings")
                .at("/data/application.properties")
                .asText();
        int shutdown = settings.contains("camel.main.shutdownTimeout=12") ? 12 : 15;
        int drain = rendered.container().at("/lifecycle/preStop/sleep/seconds").asInt();

        assertThat(drain).isPositive();
        // SIGTERM to exit: within 20 s where shutdownTimeout is 15
        assertThat(rendered.one("Deployment")
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isGreaterThanOrEqualTo(drain + shutdown + 5);
    }

    @Test
    void shouldReplaceNoPodBeforeItsSuccessorIsReady() {
        JsonNode deployment = Chart.render(Map.of()).one("Deployment");

        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(1))
                .isZero();
        assertThat(Chart.render(Map.of())
                        .one("PodDisruptionBudget")
                        .at("/spec/maxUnavailable")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldNotSetReplicasBesideAnAutoscaler() {
        Rendered rendered = Chart.render(Map.of("autoscaling.enabled", "true", "autoscaling.requestsInFlight", "400"));

        assertThat(rendered.one("Deployment").at("/spec/replicas").isMissingNode())
                .isTrue();
        assertThat(rendered.one("HorizontalPodAutoscaler").at("/spec/metrics")).hasSize(2);
        assertThat(rendered.one("HorizontalPodAutoscaler")
                        .at("/spec/metrics/1/pods/metric/name")
                        .asText())
                .isEqualTo("bridge_requests_in_flight");
    }
}
