package io.mailbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values are refused before anything reaches the cluster, with a sentence that names the value. */
class ChartValuesTest {
    @Test
    void shouldSayWhatMustBeSet() {
        assertThatThrownBy(() -> Chart.command().call())
                .hasMessageContaining("kafka.brokers: host:port of the brokers, such as");
        assertThatThrownBy(
                        () -> Chart.command().set("kafka.brokers", "kafka:9092").call())
                .hasMessageContaining("buffer.jdbcUrl: the database, such as");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas                            | 0             | /replicas",
                "replicas                            | many          | /replicas",
                "replicaCount                        | 3             | replicaCount",
                "image.tag                           | latest        | image.tag: nobody could say what",
                "image.digest                        | sha256:abc    | /image/digest",
                "testImage                           | busybox:latest| testImage: nobody could say what",
                "testImage                           | busybox       | /testImage",
                "kafka.brokers                       | kafka         | /kafka/brokers",
                "buffer.jdbcUrl                      | postgres:5432 | /buffer/jdbcUrl",
                "resources.limits.memory             | null          | /resources/limits",
                "sources.Shop_1.provider             | sendgrid      | sources.Shop_1: a name is lower-case letters",
                "sources.demo.provider               | Send Grid     | /sources/demo/provider",
                "sources.demo.auth                   | digest        | /sources/demo/auth",
                "sources.demo.tokn                   | abc           | sources.demo.tokn: there is no such key; known are provider, auth",
                "routes.adapt-events\\.yaml          | abc           | routes: adapt-events.yaml is not a file name",
                "profiles.Shop\\.yaml                | abc           | profiles: Shop.yaml is not a file name",
                "kafka.sasl.mechanism                | OAUTHBEARER   | /kafka/sasl/mechanism",
                "ingress.controller                  | traefik       | /ingress/controller",
                "readinessPath                       | /             | /readinessPath",
                "drainSeconds                        | 0             | /drainSeconds",
                // what no schema can say
                "sources.demo.token                  | abc           | put it into a Secret, and write sources.demo.credentials.token",
                "settings.bridge\\.buffer\\.password | abc           | put it into a Secret as BRIDGE_BUFFER_PASSWORD",
                "settings.bridge\\.kafka\\.brokers   | other         | settings: bridge.kafka.brokers is set by the chart; use kafka.brokers",
                "settings.camel\\.management\\.host  | 0.0.0.0       | use managementHost",
                "settings.bridge\\.sources\\.a\\.auth| none          | belongs below sources",
                "console.enabled                     | true          | console.secret: name a Secret",
                "kafka.sasl.mechanism                | PLAIN         | kafka.sasl.secret: name the Secret",
                "kafka.tls.clientSecret              | bridge        | kafka.tls.caSecret: name the Secret",
                "certificate.enabled                 | true          | certificate.issuer.name: name the issuer",
                "gateway.enabled                     | true          | gateway.parentRefs: name the Gateway",
                "ingress.enabled                     | true          | ingress.hosts: name the hosts",
            })
    void shouldRefuse(String key, String value, String message) {
        assertThatThrownBy(() -> Chart.render(Map.of(key, value))).hasMessageContaining(message);
    }

    @Test
    void shouldRefuseAnAutoscalerWithoutAMetric() {
        assertThatThrownBy(() -> Chart.render(Map.of("autoscaling.enabled", "true", "autoscaling.cpu", "0")))
                .hasMessageContaining("autoscaling: set cpu or requestsInFlight");
    }

    /** A value that the schema does not list would be refused; one that values.yaml does not list is found by nobody. */
    @Test
    void shouldDescribeEachValueInBoth() {
        JsonNode values = Yaml.read(Chart.HOME.resolve("values.yaml"));
        JsonNode schema = Yaml.read(Chart.HOME.resolve("values.schema.json"));

        assertThat(names(schema.get("properties"))).containsExactlyInAnyOrderElementsOf(names(values));
        values.fields().forEachRemaining(group -> {
            JsonNode properties = schema.at("/properties/" + group.getKey() + "/properties");
            if (properties.isObject()) {
                assertThat(names(group.getValue()))
                        .as(group.getKey())
                        .containsExactlyInAnyOrderElementsOf(names(properties));
            }
        });
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        // of Helm, for charts that contain this one
        names.remove("global");
        return names;
    }
}
