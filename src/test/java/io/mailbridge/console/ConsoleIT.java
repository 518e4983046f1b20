package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.RouteFile;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Servers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A console on the management port shows Camel and starts and stops routes, and can see and do nothing else. */
class ConsoleIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "email-events";
    private static final String REPLAY = "org.apache.camel:context=mailbridge,type=routes,name=\"replay-events\"";
    private static final String SECRET = "c0rrect-h0rse";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    private static Jolokia jolokia;

    @BeforeAll
    static void startBridge() {
        servers = Servers.start();
        servers.kafka().createTopic(TOPIC, 1, Map.of());
        PostgresServer postgres = servers.postgres();
        bridge = servers.launcher()
                .property("bridge.buffer.jdbc-url", postgres.jdbcUrl() + "?password=" + postgres.password())
                .property("bridge.buffer.password", "wr0ng-password")
                .openSource("shop", "sendgrid")
                .property("bridge.sources.guarded.provider", "sendgrid")
                .property("bridge.sources.guarded.token", SECRET)
                .environment("BRIDGE_SOURCES_OTHER_PROVIDER", "sendgrid")
                .environment("BRIDGE_SOURCES_OTHER_TOKEN", SECRET)
                .startReady(LIMIT);
        jolokia = new Jolokia(bridge);
    }

    @Test
    void shouldStopAndStartReplay() {
        jolokia.execute(REPLAY, "stop()");
        assertThat(jolokia.read(REPLAY, "State").asText()).isEqualTo("Stopped");
        passOutage("stopped-");
        assertThat(servers.buffered()).isGreaterThanOrEqualTo(20);
        assertThat(bridge.management("/observe/health/ready").statusCode()).isEqualTo(200);

        jolokia.execute(REPLAY, "start()");
        assertThat(jolokia.read(REPLAY, "State").asText()).isEqualTo("Started");
        servers.awaitDrained();
        assertThat(servers.idsOn(TOPIC)).containsAll(idsOf("stopped-", 20));
    }

    @Test
    void shouldAnswerAtOnceWhileSendingOrBufferingIsStopped() {
        String sending = REPLAY.replace("replay-events", "send-to-kafka");
        String buffering = REPLAY.replace("replay-events", "buffer-events");
        jolokia.execute(sending, "stop()");
        long began = System.nanoTime();
        IntStream.range(0, 10).forEach(i -> post("unsent-" + i));
        jolokia.execute(buffering, "stop()");
        assertThat(bridge.post("shop", SendGridEvents.batch(List.of("refused"))).statusCode())
                .isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(servers.buffered()).isEqualTo(10);

        jolokia.execute(buffering, "start()");
        jolokia.execute(sending, "start()");
        servers.awaitDrained();
        assertThat(servers.idsOn(TOPIC)).containsAll(idsOf("unsent-", 10)).doesNotContain("sendgrid:refused");
    }

    @Test
    void shouldSuspendAndResumeReplay() {
        jolokia.execute(REPLAY, "suspend()");
        assertThat(jolokia.read(REPLAY, "State").asText()).isEqualTo("Suspended");
        passOutage("suspended-");
        assertThat(servers.buffered()).isGreaterThanOrEqualTo(20);
        assertThat(bridge.management("/observe/health/ready").statusCode()).isEqualTo(200);

        jolokia.execute(REPLAY, "resume()");
        servers.awaitDrained();
        assertThat(servers.idsOn(TOPIC)).containsAll(idsOf("suspended-", 20));
    }

    @Test
    void shouldShowRoutesBreakerAndLoad() {
        assertThat(jolokia.ask("{\"type\":\"version\"}").at("/value/agent").asText())
                .isNotBlank();
        assertThat(jolokia.ask("{\"type\":\"search\",\"mbean\":\"org.apache.camel:type=routes,*\"}")
                        .path("value"))
                .extracting(JsonNode::asText)
                .contains("org.apache.camel:context=mailbridge,type=routes,name=\"receive-webhook\"", REPLAY);
        assertThat(jolokia.ask("{\"type\":\"list\"}").path("value").has("org.apache.camel"))
                .isTrue();
        assertThat(jolokia.read(REPLAY, "ExchangesTotal").isNumber()).isTrue();
        assertThat(jolokia.read(
                                "org.apache.camel:context=mailbridge,type=processors,name=\"publish-breaker\"",
                                "CircuitBreakerState")
                        .asText())
                .isIn("CLOSED", "OPEN", "HALF_OPEN");
        assertThat(jolokia.read("java.lang:type=Memory", "HeapMemoryUsage")
                        .path("used")
                        .asLong())
                .isPositive();
        assertThat(jolokia.read("java.lang:type=Runtime", "Uptime").asLong()).isPositive();
        HttpResponse<String> get =
                bridge.management("/observe/jolokia/read/org.apache.camel:context=mailbridge,type=context,"
                        + "name=%22mailbridge%22/CamelVersion");
        assertThat(get.body()).contains("\"value\":\"4.18.0\"", "\"status\":200");
    }

    @Test
    void shouldDumpRoutesForDiagrams() {
        JsonNode routes = jolokia.execute(Jolokia.CONTEXT, "dumpRoutesAsXml()");

        assertThat(routes.asText())
                .contains("publish-breaker", "description=\"Claim the oldest rows\"")
                .doesNotContain(SECRET);
    }

    @Test
    void shouldDescribeRoutesAndStepsAsTheirFilesDo() throws Exception {
        ShownDescriptions shown = new ShownDescriptions(jolokia);
        Map<String, String> routes = shown.of("type=routes,*", "RouteId");
        Map<String, String> steps = shown.of("type=processors,*", "ProcessorId");
        Map<String, String> diagram = shown.inDiagram();

        for (RouteFile file : RouteFile.all()) {
            for (JsonNode route : file.routes()) {
                assertThat(routes).containsEntry(route.path("id").asText(), description(route));
            }
            for (JsonNode step : file.steps()) {
                String id = step.path("id").asText();
                assertThat(diagram).containsEntry(id, step.path("description").asText());
                // Camel makes no MBean for a step of a fallback
                if (!id.equals("buffer-unsent")) {
                    assertThat(steps).containsEntry(id, description(step));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'exec','mbean':'$ROUTE','operation':'remove()'}",
                "{'type':'exec','mbean':'$ROUTE','operation':'updateRouteFromXml(java.lang.String)','arguments':['x']}",
                "{'type':'exec','mbean':'$ROUTE','operation':'reset()'}",
                "{'type':'write','mbean':'$ROUTE','attribute':'Tracing','value':true}",
                "{'type':'exec','mbean':'$CONTEXT','operation':'stop()'}",
                "{'type':'exec','mbean':'$CONTEXT','operation':'suspend()'}",
                "{'type':'exec','mbean':'$CONTEXT','operation':'sendBody(java.lang.String,java.lang.Object)',"
                        + "'arguments':['direct:send-to-kafka','x']}",
                "{'type':'exec','mbean':'java.lang:type=Memory','operation':'gc()'}",
                "{'type':'write','mbean':'java.lang:type=Memory','attribute':'Verbose','value':true}",
                "{'type':'exec','mbean':'com.sun.management:type=DiagnosticCommand','operation':'vmSystemProperties'}",
                "{'type':'exec','mbean':'com.sun.management:type=HotSpotDiagnostic','operation':"
                        + "'dumpHeap(java.lang.String,boolean)','arguments':['/tmp/never.hprof',true]}",
                "{'type':'exec','mbean':'java.util.logging:type=Logging','operation':'getLoggerLevel','arguments':['x']}",
                "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'SystemProperties'}",
                "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'InputArguments'}",
                "{'type':'read','mbean':'com.sun.management:type=HotSpotDiagnostic','attribute':'DiagnosticOptions'}",
            })
    void shouldRefuse(String request) {
        JsonNode answer = jolokia.ask(request.replace('\'', '"')
                .replace("$ROUTE", REPLAY.replace("\"", "\\\""))
                .replace("$CONTEXT", Jolokia.CONTEXT.replace("\"", "\\\"")));

        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.has("value")).isFalse();
    }

    /** As the page, which only reads then. */
    @ParameterizedTest
    @ValueSource(strings = {"pauseReplay", "resumeReplay", "forceBreakerOpen", "setBreakerAutomatic"})
    void shouldNotSteerTheBridgeWithoutACredential(String operation) {
        assertIsOnlyRead(jolokia.tryToExecute(ControlBus.NAME, operation, "a test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parkedReplay", "parkedDiscard", "rejectedResubmit"})
    void shouldNotChangeWhatWasRefusedWithoutACredential(String operation) {
        assertIsOnlyRead(jolokia.tryToExecute(ControlBus.NAME, operation, "a test", "{\"all\":true}", false, 0));
    }

    private static void assertIsOnlyRead(JsonNode answer) {
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.path("error").asText()).contains("bridge.management.username");
        assertThat(jolokia.read(ControlBus.NAME, "BreakerState").asText()).isNotEqualTo("FORCED_OPEN");
        assertThat(jolokia.read(ControlBus.NAME, "LastAction").asText()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"java.lang:*", "org.apache.camel:*", "java.lang:type=Runtime", "*:*"})
    void shouldNotShowSecrets(String mbeans) {
        JsonNode answer =
                jolokia.ask("{\"type\":\"read\",\"mbean\":\"" + mbeans + "\",\"config\":{\"ignoreErrors\":true}}");

        assertThat(answer.toString()).doesNotContain(SECRET, "java.vm.name", "password=");
    }

    /** Returns when Kafka has acknowledged a sender's event: from then on it would take rows of the buffer too. */
    private static void passOutage(String prefix) {
        servers.kafka().kill();
        IntStream.range(0, 20).forEach(i -> post(prefix + i));
        servers.kafka().start();
        double before = bridge.metric("bridge_events_published_total");
        await().atMost(LIMIT).until(() -> {
            post(prefix + "after");
            return bridge.metric("bridge_events_published_total") > before;
        });
    }

    private static void post(String id) {
        assertThat(bridge.post("shop", SendGridEvents.batch(List.of(id))).statusCode())
                .isEqualTo(200);
    }

    private static List<String> idsOf(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> "sendgrid:" + prefix + i).toList();
    }

    private static String description(JsonNode definition) {
        return definition.path("description").asText()
                + '|'
                + definition.path("note").asText();
    }
}
