package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Problems;
import io.mailbridge.support.Servers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator reads the books of the bridge's own MBean and uses its switches, with a reason each time. */
class ControlBusIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String GOOD = "[{\"event\":\"open\",\"email\":\"someone@example.com\"}]";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    private static Jolokia jolokia;

    @BeforeAll
    static void startBridge() {
        servers = Servers.start();
        bridge = servers.bridge()
                .property("bridge.log.format", "json")
                .property("camel.main.jmxManagementStatisticsLevel", "Default")
                .property("bridge.sources.guarded.provider", "sendgrid")
                .property("bridge.sources.guarded.token", "t0ken-of-the-source")
                .startReady(LIMIT);
        jolokia = new Jolokia(bridge);
    }

    @Test
    void shouldShowTheBooks() {
        long received = read("Received").asLong();
        assertThat(bridge.post("demo", GOOD).statusCode()).isEqualTo(200);
        assertThat(bridge.post("demo", "[7]").statusCode()).isEqualTo(200);

        assertThat(read("Received").asLong()).isEqualTo(received + 2);
        assertThat(read("Rejected").asLong()).isPositive();
        assertThat(read("InNoBook").asLong()).isZero();
        assertThat(read("BufferFailure").asText()).isEmpty();
        assertThat(read("TopicsOutOfService").isObject()).isTrue();
    }

    @Test
    void shouldCountStepsWhereStatisticsAreSetToIt() {
        bridge.post("demo", GOOD);

        for (String step : List.of("authenticate", "normalize", "publish", "answer")) {
            String mbean = "org.apache.camel:context=mailbridge,type=processors,name=\"" + step + "\"";
            assertThat(jolokia.read(mbean, "ExchangesTotal").asLong()).as(step).isPositive();
        }
    }

    @Test
    void shouldSendEverythingToTheBufferAndKeepItThereUntilToldOtherwise() {
        execute("pauseReplay", "a look at the rows");
        execute("forceBreakerOpen", "maintenance of Kafka\nforged line");
        assertThat(read("ReplayState").asText()).isEqualTo("Suspended");
        assertThat(read("BreakerState").asText()).isEqualTo("FORCED_OPEN");
        assertThat(bridge.post("demo", GOOD).statusCode()).isEqualTo(200);
        assertThat(servers.buffered()).isEqualTo(1);
        assertThat(bridge.isReady()).isTrue();
        await().atMost(LIMIT).until(() -> read("Depth").asLong() == 1);

        execute("resumeReplay", "enough seen");
        servers.awaitDrained();
        assertThat(read("BreakerState").asText()).isEqualTo("FORCED_OPEN");

        execute("setBreakerAutomatic", "maintenance is over");
        long published = read("Published").asLong();
        await().atMost(LIMIT).until(() -> {
            bridge.post("demo", GOOD);
            return read("BreakerState").asText().equals("CLOSED");
        });
        assertThat(read("Published").asLong()).isGreaterThan(published);
        assertThat(bridge.log())
                .contains("by an operator: a look at the rows", "by an operator: maintenance of Kafka forged line");
    }

    @Test
    void shouldLogOneObjectALine() {
        List<String> lines =
                bridge.log().lines().dropWhile(line -> !line.startsWith("{")).toList();

        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            JsonNode entry = JsonCodec.mapper().readTree(line);
            assertThat(entry.get("timestamp").isIntegralNumber()).isTrue();
            assertThat(entry.get("level").asText()).isIn("INFO", "WARN", "ERROR");
            assertThat(entry.get("formattedMessage").asText()).isNotEmpty();
        });
    }

    @Test
    void shouldNameARequestInItsAnswerItsDeadLetterAndTheLog() {
        HttpResponse<String> refused = bridge.post("guarded", GOOD, "X-Request-Id", "forged");
        HttpResponse<String> unreadable = bridge.post("demo", "no json", "X-Request-Id", "forged");
        HttpResponse<String> inPart = bridge.post("demo", GOOD.replace("[", "[7,"), "X-Request-Id", "forged");

        Problems.check(refused, 401, "Unauthorized");
        assertThat(bridge.log().lines().filter(line -> line.contains("\"request_id\":\"" + id(refused) + "\"")))
                .singleElement()
                .asString()
                .contains("Requests of source guarded are refused");
        Problems.check(unreadable, 400, "Bad Request");
        assertThat(inPart.body()).isEqualTo("{\"accepted\":1,\"rejected\":1}");
        servers.awaitDrained();
        assertThat(servers.reader().read("email-events.rejected"))
                .extracting(letter -> letter.headers().get("request_id"))
                .contains(id(unreadable), id(inPart));
        assertThat(bridge.post("demo", GOOD, "X-Request-Id", "forged").headers().map())
                .doesNotContainKey("x-request-id");
        assertThat(bridge.log()).doesNotContain("forged\"");
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pauseReplay", "resumeReplay", "forceBreakerOpen", "setBreakerAutomatic"})
    void shouldAskForAReason(String operation) {
        JsonNode answer = jolokia.ask("{\"type\":\"exec\",\"mbean\":\"" + ControlBus.NAME + "\",\"operation\":\""
                + operation + "\",\"arguments\":[\" \"]}");

        assertThat(answer.path("error").asText()).contains("A reason is required");
        assertThat(read("ReplayState").asText()).isEqualTo("Started");
    }

    private static JsonNode read(String attribute) {
        return jolokia.read(ControlBus.NAME, attribute);
    }

    private static void execute(String operation, String reason) {
        JsonNode answer = jolokia.ask("{\"type\":\"exec\",\"mbean\":\"" + ControlBus.NAME + "\",\"operation\":\""
                + operation + "\",\"arguments\":[\"" + reason.replace("\n", "\\n") + "\"]}");
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
    }
}
