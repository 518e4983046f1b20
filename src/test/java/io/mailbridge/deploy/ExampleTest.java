package io.mailbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The example's values name what its objects of Strimzi and CloudNativePG make. The types of these operators are not to be
 * had here, so what matters is asserted key by key.
 */
class ExampleTest {
    private final JsonNode values = Yaml.read(Chart.EXAMPLES.resolve("values.yaml"));
    private final List<JsonNode> kafka = Yaml.all(Yaml.text(Chart.EXAMPLES.resolve("kafka.yaml")));
    private final JsonNode postgres = Yaml.read(Chart.EXAMPLES.resolve("postgres.yaml"));

    @Test
    void shouldMakeTopicsThatKeepWhatIsAnswered200() {
        List<JsonNode> topics = kafka.stream()
                .filter(object -> Rendered.kind(object).equals("KafkaTopic"))
                .toList();

        // the defaults of bridge.kafka.topic and .rejected-topic
        assertThat(topics).extracting(Rendered::name).containsExactly("email-events", "email-events.rejected");
        assertThat(topics).allSatisfy(topic -> {
            assertThat(topic.at("/spec/replicas").asInt()).isEqualTo(3);
            assertThat(topic.at("/spec/config/min.insync.replicas").asInt()).isEqualTo(2);
            assertThat(topic.at("/spec/config/max.message.bytes").asInt()).isGreaterThanOrEqualTo(1 << 20);
        });
        assertThat(kafka).allSatisfy(object -> {
            assertThat(object.get("apiVersion").asText()).isEqualTo("kafka.strimzi.io/v1");
            assertThat(object.at("/metadata/labels/strimzi.io~1cluster").asText())
                    .isEqualTo("events");
        });
    }

    @Test
    void shouldConnectAsTheUserThatItMakes() {
        JsonNode user = kafka.get(2);

        assertThat(Rendered.kind(user)).isEqualTo("KafkaUser");
        assertThat(user.at("/spec/authentication/type").asText()).isEqualTo("scram-sha-512");
        assertThat(user.at("/spec/authorization/acls/0/resource/name").asText()).isEqualTo("email-events");
        assertThat(user.at("/spec/authorization/acls/0/operations").toString()).contains("Write", "Describe");
        assertThat(values.at("/kafka/sasl/secret").asText()).isEqualTo(Rendered.name(user));
        assertThat(values.at("/kafka/sasl/mechanism").asText()).isEqualTo("SCRAM-SHA-512");
        assertThat(values.at("/kafka/tls/caSecret").asText()).isEqualTo("events-cluster-ca-cert");
        assertThat(values.at("/kafka/brokers").asText()).isEqualTo("events-kafka-bootstrap.kafka:9093");
    }

    @Test
    void shouldBufferOnThePrimaryOfTheDatabaseThatItMakes() {
        String name = Rendered.name(postgres);

        assertThat(postgres.get("apiVersion").asText()).isEqualTo("postgresql.cnpg.io/v1");
        assertThat(postgres.at("/spec/instances").asInt()).isEqualTo(3);
        assertThat(postgres.at("/spec/postgresql/synchronous/number").asInt()).isEqualTo(1);
        assertThat(values.at("/buffer/jdbcUrl").asText())
                .startsWith("jdbc:postgresql://" + name + "-rw:5432/"
                        + postgres.at("/spec/bootstrap/initdb/database").asText() + "?sslmode=verify-full");
        assertThat(values.at("/buffer/secret").asText()).isEqualTo(name + "-app");
        assertThat(values.at("/extraVolumes/0/secret/secretName").asText()).isEqualTo(name + "-ca");
    }

    @Test
    void shouldEvaluateWhatItAdds() {
        Rendered rendered = Chart.render(Chart.EXAMPLES.resolve("values.yaml"));

        assertThat(Rendered.name(rendered.one("ClientTrafficPolicy"))).isEqualTo("mail-senders");
        assertThat(rendered.one("BackendTrafficPolicy")
                        .at("/spec/targetRefs/0/name")
                        .asText())
                .isEqualTo(Rendered.name(rendered.one("HTTPRoute")));
    }
}
