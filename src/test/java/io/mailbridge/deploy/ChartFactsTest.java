package io.mailbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What the chart says of the bridge is what the bridge says of itself: ports, paths, alerts, limits. */
class ChartFactsTest {
    private final Rendered everything = Chart.render(Chart.HOME.resolve("ci/everything-values.yaml"));

    @Test
    void shouldHaveTheAlertsAndTheDashboardThatAreShipped() {
        JsonNode rules = Yaml.read(Path.of("deploy/prometheus/mailbridge.rules.yaml"));

        assertThat(everything.one("PrometheusRule").get("spec")).isEqualTo(rules);
        assertThat(everything
                        .named("ConfigMap", "-dashboard")
                        .at("/data/mailbridge.json")
                        .asText()
                        .strip())
                .isEqualTo(Yaml.text(Path.of("deploy/grafana/mailbridge.json")).strip());
    }

    @Test
    void shouldUseThePortsOfTheBridge() throws IOException {
        Properties defaults = new Properties();
        try (var in = Files.newBufferedReader(Path.of("application.properties"))) {
            defaults.load(in);
        }

        assertThat(everything.container().at("/ports/0/containerPort").asText())
                .isEqualTo(defaults.getProperty("camel.server.port"));
        assertThat(everything.container().at("/ports/1/containerPort").asText())
                .isEqualTo(defaults.getProperty("camel.management.port"));
        assertThat(defaults.getProperty("camel.main.shutdownTimeout")).isEqualTo("15");
        assertThat(defaults.getProperty("bridge.http.max-body-size")).isEqualTo("5MB");
    }

    @Test
    void shouldMountIntoTheImagesHome() {
        String image = Yaml.text(Path.of("Dockerfile"));

        assertThat(image).contains("WORKDIR /mailbridge", "USER 10001");
        assertThat(everything.container().get("volumeMounts").findValuesAsText("mountPath"))
                .contains("/mailbridge/application.properties", "/mailbridge/routes/adapt-events.camel.yaml");
    }

    @Test
    void shouldKeepTheConsoleClosedUnlessItHasACredential() {
        Rendered closed = Chart.render(Map.of());

        assertThat(variable(closed, "CAMEL_MANAGEMENT_HOST").get("value").asText())
                .isEqualTo("0.0.0.0");
        assertThat(variable(closed, "CAMEL_MANAGEMENT_JOLOKIAENABLED")
                        .get("value")
                        .asText())
                .isEqualTo("false");
        assertThat(variable(closed, "BRIDGE_MANAGEMENT_PASSWORD").isMissingNode())
                .isTrue();
        assertThat(variable(everything, "CAMEL_MANAGEMENT_JOLOKIAENABLED")
                        .get("value")
                        .asText())
                .isEqualTo("true");
        assertThat(variable(everything, "BRIDGE_MANAGEMENT_PASSWORD")
                        .at("/valueFrom/secretKeyRef/name")
                        .asText())
                .isEqualTo("console");
        // senders reach the webhooks and nothing else
        assertThat(everything.named("Service", "bridge").at("/spec/ports")).hasSize(1);
        assertThat(everything.one("Ingress").at("/spec/rules/0/http/paths").findValuesAsText("path"))
                .containsExactly("/webhooks/");
    }

    @Test
    void shouldLetOutWhatItConnectsTo() {
        assertThat(ports(everything, "egress")).containsExactly(53, 53, 9094, 9095, 5432, 5433, 443, 9876, 9096);
        assertThat(ports(Chart.render(Map.of()), "egress")).containsExactly(53, 53, 9092, 5432, 9876);
        assertThat(everything.one("NetworkPolicy").at("/spec/ingress/1/from/0/namespaceSelector"))
                .isNotEmpty();
    }

    @Test
    void shouldSetTheLimitsOfTheIngress() {
        JsonNode annotations = everything.one("Ingress").at("/metadata/annotations");

        assertThat(annotations
                        .get("nginx.ingress.kubernetes.io/proxy-body-size")
                        .asText())
                .isEqualTo("2m");
        assertThat(annotations
                        .get("nginx.ingress.kubernetes.io/proxy-read-timeout")
                        .asText())
                .isEqualTo("20");
        assertThat(annotations.get("nginx.ingress.kubernetes.io/limit-rps").asText())
                .isEqualTo("500");
        assertThat(annotations
                        .get("nginx.ingress.kubernetes.io/backend-protocol")
                        .asText())
                .isEqualTo("HTTPS");
        // an annotation is text, and a number without quotes would be refused
        annotations.forEach(annotation -> assertThat(annotation.isTextual()).isTrue());
    }

    @Test
    void shouldAskForACertificateThatTheBridgeReads() {
        JsonNode certificate = everything.one("Certificate");

        assertThat(certificate.get("apiVersion").asText()).isEqualTo("cert-manager.io/v1");
        assertThat(certificate.at("/spec/secretName").asText()).isEqualTo("bridge-tls");
        assertThat(certificate.at("/spec/issuerRef/name").asText()).isEqualTo("letsencrypt");
        assertThat(certificate.at("/spec/dnsNames/0").asText()).isEqualTo("bridge.example");
        assertThat(certificate.at("/spec/privateKey/encoding").asText()).isEqualTo("PKCS8");
        assertThat(everything
                        .one("Deployment")
                        .at("/spec/template/spec/volumes")
                        .toString())
                .contains("{\"name\":\"tls\",\"secret\":{\"secretName\":\"bridge-tls\",\"defaultMode\":288}}");
    }

    private static JsonNode variable(Rendered rendered, String name) {
        for (JsonNode variable : rendered.container().get("env")) {
            if (variable.get("name").asText().equals(name)) {
                return variable;
            }
        }
        return rendered.container().path("none");
    }

    private static List<Integer> ports(Rendered rendered, String direction) {
        List<Integer> ports = new ArrayList<>();
        for (JsonNode rule : rendered.one("NetworkPolicy").at("/spec/" + direction)) {
            rule.get("ports").forEach(port -> ports.add(port.get("port").asInt(9876)));
        }
        return ports;
    }
}
