package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.RouteFile;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.TopicReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A console on the management port looks at Camel and steers routes, and can do and see nothing beyond that. */
class ConsoleIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "email-events";
    private static final String REPLAY = "org.apache.camel:context=mailbridge,type=routes,name=\"replay-events\"";
    /** As it stands within JSON. */
    private static final String CONTEXT = "org.apache.camel:context=mailbridge,type=context,name=\\\"mailbridge\\\"";

    private static final String SECRET = "c0rrect-h0rse";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static KafkaBroker kafka;
    private static PostgresServer postgres;
    private static BridgeProcess bridge;

    @BeforeAll
    static void startBridge() {
        postgres = PostgresServer.create().start();
        kafka = KafkaBroker.create().start();
        kafka.createTopic(TOPIC, 1, Map.of());
        bridge = new BridgeLauncher()
                .kafka(kafka)
                .buffer(postgres)
                .property("bridge.buffer.jdbc-url", postgres.jdbcUrl() + "?password=" + postgres.password())
                .property("bridge.buffer.password", "wrong")
                .openSource("shop", "sendgrid")
                .property("bridge.sources.guarded.provider", "sendgrid")
                .property("bridge.sources.guarded.token", SECRET)
                .environment("BRIDGE_SOURCES_OTHER_PROVIDER", "sendgrid")
                .environment("BRIDGE_SOURCES_OTHER_TOKEN", SECRET)
                .startReady(LIMIT);
    }

    @AfterAll
    static void stopBridge() {
        bridge.close();
        kafka.close();
        postgres.close();
    }

    @Test
    void shouldStopAndStartReplay() {
        operate("stop()");
        assertThat(read(REPLAY, "State").asText()).isEqualTo("Stopped");
        passOutage("stopped-");
        assertThat(waiting()).isGreaterThanOrEqualTo(20);
        assertThat(bridge.management("/observe/health/ready").statusCode()).isEqualTo(200);

        operate("start()");
        assertThat(read(REPLAY, "State").asText()).isEqualTo("Started");
        await().atMost(LIMIT).until(() -> waiting() == 0);
        assertThat(idsOnTopic()).containsAll(idsOf("stopped-", 20));
    }

    @Test
    void shouldAnswerAtOnceWhileSendingOrBufferingIsStopped() {
        String sending = REPLAY.replace("replay-events", "send-to-kafka");
        String buffering = REPLAY.replace("replay-events", "buffer-events");
        operate(sending, "stop()");
        long began = System.nanoTime();
        IntStream.range(0, 10).forEach(i -> post("unsent-" + i));
        operate(buffering, "stop()");
        assertThat(bridge.post("shop", SendGridEvents.batch(List.of("refused"))).statusCode())
                .isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(waiting()).isEqualTo(10);

        operate(buffering, "start()");
        operate(sending, "start()");
        await().atMost(LIMIT).until(() -> waiting() == 0);
        assertThat(idsOnTopic()).containsAll(idsOf("unsent-", 10)).doesNotContain("sendgrid:refused");
    }

    @Test
    void shouldSuspendAndResumeReplay() {
        operate("suspend()");
        assertThat(read(REPLAY, "State").asText()).isEqualTo("Suspended");
        passOutage("suspended-");
        assertThat(waiting()).isGreaterThanOrEqualTo(20);
        assertThat(bridge.management("/observe/health/ready").statusCode()).isEqualTo(200);

        operate("resume()");
        await().atMost(LIMIT).until(() -> waiting() == 0);
        assertThat(idsOnTopic()).containsAll(idsOf("suspended-", 20));
    }

    @Test
    void shouldShowRoutesBreakerAndLoad() {
        assertThat(ask("{\"type\":\"version\"}").at("/value/agent").asText()).isNotBlank();
        assertThat(ask("{\"type\":\"search\",\"mbean\":\"org.apache.camel:type=routes,*\"}")
                        .path("value"))
                .extracting(JsonNode::asText)
                .contains("org.apache.camel:context=mailbridge,type=routes,name=\"receive-webhook\"", REPLAY);
        assertThat(ask("{\"type\":\"list\"}").path("value").has("org.apache.camel"))
                .isTrue();
        assertThat(read(REPLAY, "ExchangesTotal").isNumber()).isTrue();
        assertThat(read(
                                "org.apache.camel:context=mailbridge,type=processors,name=\"publish-breaker\"",
                                "CircuitBreakerState")
                        .asText())
                .isIn("CLOSED", "OPEN", "HALF_OPEN");
        assertThat(read("java.lang:type=Memory", "HeapMemoryUsage").path("used").asLong())
                .isPositive();
        assertThat(read("java.lang:type=Runtime", "Uptime").asLong()).isPositive();
        HttpResponse<String> get =
                bridge.management("/observe/jolokia/read/org.apache.camel:context=mailbridge,type=context,"
                        + "name=%22mailbridge%22/CamelVersion");
        assertThat(get.body()).contains("\"value\":\"4.18.0\"", "\"status\":200");
    }

    @Test
    void shouldDumpRoutesForDiagrams() {
        JsonNode answer = ask("{\"type\":\"exec\",\"mbean\":\"" + CONTEXT + "\",\"operation\":\"dumpRoutesAsXml()\"}");

        assertThat(answer.path("value").asText())
                .contains("publish-breaker", "description=\"Claim the oldest rows\"")
                .doesNotContain(SECRET);
    }

    @Test
    void shouldSayOfRoutesAndStepsWhatTheirFilesSay() throws Exception {
        Map<String, String> routes = saidByMBeans("type=routes,*", "RouteId");
        Map<String, String> steps = saidByMBeans("type=processors,*", "ProcessorId");
        Map<String, String> diagram = saidByDiagram();

        for (RouteFile file : RouteFile.all()) {
            for (JsonNode route : file.routes()) {
                assertThat(routes).containsEntry(route.path("id").asText(), said(route));
            }
            for (JsonNode step : file.steps()) {
                String id = step.path("id").asText();
                assertThat(diagram).containsEntry(id, step.path("description").asText());
                // Camel makes no MBean for a step of a fallback
                if (!id.equals("buffer-unsent")) {
                    assertThat(steps).containsEntry(id, said(step));
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
        JsonNode answer = ask(request.replace('\'', '"')
                .replace("$ROUTE", REPLAY.replace("\"", "\\\""))
                .replace("$CONTEXT", CONTEXT));

        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.has("value")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"java.lang:*", "org.apache.camel:*", "java.lang:type=Runtime", "*:*"})
    void shouldNotShowSecrets(String mbeans) {
        JsonNode answer = ask("{\"type\":\"read\",\"mbean\":\"" + mbeans + "\",\"config\":{\"ignoreErrors\":true}}");

        assertThat(answer.toString()).doesNotContain(SECRET, "java.vm.name", "password=");
    }

    /** Ends when Kafka has taken an event of a sender that waited: it would take rows of the buffer too. */
    private static void passOutage(String prefix) {
        kafka.kill();
        IntStream.range(0, 20).forEach(i -> post(prefix + i));
        kafka.start();
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

    private static long waiting() {
        return postgres.count("select count(*) from buffered_event");
    }

    private static List<String> idsOnTopic() {
        return new TopicReader(kafka)
                .read(TOPIC).stream().map(record -> record.id()).toList();
    }

    private static List<String> idsOf(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> "sendgrid:" + prefix + i).toList();
    }

    private static void operate(String operation) {
        operate(REPLAY, operation);
    }

    private static void operate(String route, String operation) {
        JsonNode answer =
                ask("{\"type\":\"exec\",\"mbean\":" + quoted(route) + ",\"operation\":\"" + operation + "\"}");
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
    }

    private static JsonNode read(String mbean, String attribute) {
        JsonNode answer =
                ask("{\"type\":\"read\",\"mbean\":" + quoted(mbean) + ",\"attribute\":\"" + attribute + "\"}");
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
        return answer.path("value");
    }

    private static Map<String, String> saidByMBeans(String mbeans, String id) {
        JsonNode answer = ask("{\"type\":\"read\",\"mbean\":\"org.apache.camel:context=mailbridge," + mbeans
                + "\",\"attribute\":[\"" + id + "\",\"Description\",\"Note\"]}");
        Map<String, String> said = new HashMap<>();
        answer.path("value")
                .forEach(mbean -> said.put(
                        mbean.path(id).asText(),
                        mbean.path("Description").asText("")
                                + '|'
                                + mbean.path("Note").asText("")));
        return said;
    }

    private static Map<String, String> saidByDiagram() throws Exception {
        String xml = ask("{\"type\":\"exec\",\"mbean\":\"" + CONTEXT + "\",\"operation\":\"dumpRoutesAsXml()\"}")
                .path("value")
                .asText();
        NodeList elements = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("*");
        Map<String, String> said = new HashMap<>();
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            said.put(element.getAttribute("id"), element.getAttribute("description"));
        }
        return said;
    }

    private static String said(JsonNode definition) {
        return definition.path("description").asText()
                + '|'
                + definition.path("note").asText();
    }

    private static JsonNode ask(String request) {
        HttpResponse<String> answer = bridge.send(HttpRequest.newBuilder(bridge.managementUri("/observe/jolokia"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request)));
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("No JSON: " + answer.body(), e);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }
}
