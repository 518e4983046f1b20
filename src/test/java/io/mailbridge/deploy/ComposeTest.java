package io.mailbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.sun.net.httpserver.HttpServer;
import io.mailbridge.ShippedAssembly;
import io.mailbridge.check.HomeCheck;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** compose.yaml is valid and refers to what is there; no container engine takes part. */
class ComposeTest {
    private final JsonNode compose = Yaml.read(Path.of("compose.yaml"));
    private final JsonNode services = compose.get("services");

    @Test
    void shouldFollowTheSpecification() {
        JsonNode schema = Yaml.read(Path.of("src/test/resources/compose/compose-spec.json"));
        // it names its parts as drafts did that are older than the one it says
        ((ObjectNode) schema).remove("$schema");
        schema.findParents("id").forEach(part -> ((ObjectNode) part).remove("id"));
        // its durations are 2s, not ISO 8601's
        var rules = JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(false)
                                .build());

        assertThat(rules.validate(compose)).isEmpty();
        assertThat(rules.validate(Yaml.all("services: {kafka: {imge: kafka}}").get(0)))
                .isNotEmpty();
    }

    @Test
    void shouldNameExactImagesAndKeepThemWithinTheirMemory() {
        assertThat(services).allSatisfy(service -> {
            assertThat(service.get("image").asText()).matches("[a-z/-]+:v?[0-9]+(\\.[0-9]+)+");
            assertThat(service.has("mem_limit")
                            || service.get("restart").asText().equals("no"))
                    .isTrue();
        });
    }

    @Test
    void shouldStartInOrderAndBeOpenForSendersOnly() {
        services.fields().forEachRemaining(service -> {
            service.getValue().path("depends_on").fields().forEachRemaining(needed -> {
                JsonNode other = services.get(needed.getKey());
                assertThat(other).as(needed.getKey()).isNotNull();
                boolean healthy = needed.getValue().get("condition").asText().equals("service_healthy");
                assertThat(other.has("healthcheck")).isEqualTo(healthy);
            });
            for (JsonNode port : service.getValue().path("ports")) {
                assertThat(port.asText()).matches("8080:8080|127\\.0\\.0\\.1:[0-9]+:[0-9]+");
            }
        });
    }

    @Test
    void shouldMountWhatIsThere() {
        for (JsonNode service : services) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().split(":")[0];
                assertThat(
                                source.startsWith("./")
                                        ? Files.exists(Path.of(source))
                                        : compose.get("volumes").has(source))
                        .as(volume.asText())
                        .isTrue();
            }
        }
        JsonNode prometheus = Yaml.read(Path.of("deploy/compose/prometheus.yaml"));
        assertThat(services.at("/prometheus/volumes").toString())
                .contains(":" + prometheus.at("/rule_files/0").asText() + ":");
        assertThat(prometheus.at("/scrape_configs/0/static_configs/0/targets/0").asText())
                .isEqualTo("mailbridge:9876");
    }

    @Test
    void shouldGiveTheBridgeNothingThatItRefuses() {
        JsonNode bridge = services.get("mailbridge");
        Map<String, String> environment = new TreeMap<>(Map.of("CAMEL_MANAGEMENT_HOST", "0.0.0.0"));
        bridge.get("environment")
                .fields()
                .forEachRemaining(entry -> environment.put(
                        entry.getKey(), entry.getValue().asText().replaceAll("\\$\\{\\w+:-(\\w+)}", "$1")));

        assertThat(new HomeCheck(Path.of("").toAbsolutePath(), environment, new Properties(), ShippedAssembly.OFFLINE)
                        .mistakes())
                .isEmpty();
        assertThat(environment).containsEntry("BRIDGE_BUFFER_PASSWORD", "mailbridge");
        assertThat(services.at("/postgres/environment/POSTGRES_PASSWORD"))
                .isEqualTo(bridge.at("/environment/BRIDGE_BUFFER_PASSWORD"));
        assertThat(bridge.get("read_only").asBoolean()).isTrue();
        assertThat(bridge.get("stop_grace_period").asText()).isEqualTo("25s");
    }

    @Test
    void shouldAskTheBridgeWhetherItIsReady() throws Exception {
        int[] status = {200};
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/observe/health/ready", exchange -> {
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(healthCheck(server.getAddress().getPort())).isZero();
            status[0] = 503;
            assertThat(healthCheck(server.getAddress().getPort())).isEqualTo(1);
        } finally {
            server.stop(0);
        }
        assertThat(healthCheck(server.getAddress().getPort())).isEqualTo(1);
    }

    private int healthCheck(int port) throws Exception {
        List<String> command = new ArrayList<>();
        for (JsonNode part : services.at("/mailbridge/healthcheck/test")) {
            command.add(part.asText().replace("$$", "$").replace("9876", String.valueOf(port)));
        }
        assertThat(command.remove(0)).isEqualTo("CMD");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
