package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicReader;
import io.mailbridge.support.TopicRecord;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a client puts into headers or the query steers Camel, SQL or Kafka (CVE-2026-49098 and its like). */
class HeaderInjectionIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String EVENT = "[{\"event\":\"open\",\"email\":\"ann@example.com\",\"sg_event_id\":\"%s\"}]";

    private static Servers servers;
    private static BridgeProcess bridge;

    @BeforeAll
    static void startServers() {
        servers = Servers.start();
        bridge = servers.bridge().startReady(LIMIT);
    }

    @AfterAll
    static void stopServers() {
        bridge.close();
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.OVERRIDE_TOPIC",
                "KAFKA.override_topic",
                "kafka.KEY",
                "kafka.PARTITION_KEY",
                "kafka.OVERRIDE_TIMESTAMP",
                "CamelKafkaOverrideTopic",
                "CamelKafkaKey",
                "CamelSqlQuery",
                "camelsqlquery",
                "CamelHttpPath",
                "CamelHttpResponseCode",
                "CamelJacksonUnmarshalType",
                "JMSType",
                "source",
                "Source",
                "hasRejections",
                "mailbridge.request",
                "X-Trace",
                "Cookie"
            })
    void shouldIgnoreHeaderAndQueryParameter(String name) {
        String value = name.toLowerCase().contains("time") || name.endsWith("CODE") ? "12345" : "stolen";
        String header = "header-" + name;
        String query = "query-" + name;

        HttpResponse<String> byHeader = bridge.post("demo", EVENT.formatted(header), name, value);
        HttpResponse<String> byQuery = bridge.post("demo?" + name + "=" + value, EVENT.formatted(query));

        assertThat(byHeader.body()).isEqualTo("{\"accepted\":1,\"rejected\":0}");
        assertThat(byQuery.body()).isEqualTo("{\"accepted\":1,\"rejected\":0}");
        List<TopicRecord> records = new TopicReader(servers.kafka()).read("email-events");
        assertThat(records)
                .filteredOn(record -> record.id().endsWith(name))
                .hasSize(2)
                .allSatisfy(record -> {
                    assertThat(record.key()).isEqualTo("ann@example.com");
                    assertThat(record.headers())
                            .containsOnlyKeys(
                                    "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "content-type")
                            .containsAllEntriesOf(Map.of("ce_source", "/webhooks/demo"));
                });
        assertThat(new TopicReader(servers.kafka()).read("stolen")).isEmpty();
        assertThat(byHeader.headers().map().keySet()).noneMatch(key -> key.equalsIgnoreCase(name));
    }

    @Test
    void shouldServeNothingButWebhooks() {
        for (String path : List.of(
                "/application.properties",
                "/routes/receive-webhook.camel.yaml",
                "/proxy/x",
                "/webhooks",
                "/webhooks/demo/extra",
                "/observe/health",
                "/webhooks/%2e%2e/application.properties")) {
            HttpResponse<String> answer = bridge.send(HttpRequest.newBuilder(bridge.serverUri(path)));
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
        }
    }
}
