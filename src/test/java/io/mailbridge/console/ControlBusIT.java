package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.Problems;
import io.mailbridge.support.Servers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
    private static final String PARK = """
            insert into parked_event (reason, event_id, headers, source, provider, topic, record_key, value, attempts, created_at)
            select '%s', id, '{"ce_id":"' || id || '"}', 'demo', 'sendgrid', 'email-events', id::bytea,
                ('{"id":"' || id || '"}')::bytea, 1, now()
            from (%s) as ids (id)""";

    private static final String GOOD = "[{\"event\":\"open\",\"email\":\"someone@example.com\"}]";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static HomeCopy home;

    @AutoClose
    private static BridgeProcess bridge;

    private static Jolokia jolokia;

    @BeforeAll
    static void startBridge() {
        servers = Servers.start();
        home = HomeCopy.create();
        bridge = servers.bridge()
                .home(home.path())
                .property("bridge.management.username", "ops")
                .property("bridge.management.password", "s3cret")
                .property("bridge.management.discard-folder", "discarded")
                .property("bridge.log.format", "json")
                .property("camel.main.jmxManagementStatisticsLevel", "Default")
                .property("bridge.sources.guarded.provider", "sendgrid")
                .property("bridge.sources.guarded.token", "t0ken-of-the-source")
                .startReady(LIMIT);
        jolokia = new Jolokia(bridge, "ops:s3cret");
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
        await().atMost(LIMIT).until(() -> read("TopicsOutOfService").isEmpty());
        assertThat(read("Topics").path("email-events").asText()).isEqualTo("in service");
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
        execute("forceBreakerOpen", "maintenance of Kafka\nforged line, asked for by ops@example.com");
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
                .contains(
                        "audit: The replay is paused, by JMX, reason: a look at the rows",
                        "audit: The replay goes on, by JMX, reason: enough seen",
                        "audit: The breaker is forced open: events go to the buffer, by JMX,"
                                + " reason: maintenance of Kafka forged line, asked for by o***@example.com",
                        "audit: The breaker is left to itself, by JMX, reason: maintenance is over");
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

    @Test
    void shouldReplayAndDiscardParkedRows() {
        park("kept");
        park("thrown-away");
        String one = "{\"filter\":{\"text\":\"thrown-away\"}}";

        assertThat(act("parkedDiscard", "x", one, true)).isEqualTo("This would delete 1 parked rows.");
        assertThat(refusal("parkedDiscard", " ", one, false, 0)).contains("A reason is required");
        assertThat(refusal("parkedDiscard", "x", "{}", false, 0)).contains("Give ids or a filter");
        assertThat(parked()).isEqualTo(2);
        String discarded = act("parkedDiscard", "of a test", one, false);
        assertThat(discarded).startsWith("1 rows are deleted, and kept in ");
        assertThat(Path.of(discarded.replaceFirst(".*kept in (.*)\\.", "$1")))
                .content()
                .contains("thrown-away");
        assertThat(act("parkedReplay", "the topic is wider now", "{\"all\":true}", false))
                .isEqualTo("1 rows are back in the buffer, from where they are sent.");
        servers.awaitDrained();

        assertThat(parked()).isZero();
        assertThat(servers.idsOn("email-events")).contains("kept").doesNotContain("thrown-away");
        assertThat(read("LastAction").asText()).startsWith("parked-replay, 1 of 1, 1 rows are back");
        assertThat(bridge.log())
                .contains(
                        "audit: discard, 1 events and 0 dead letters, by JMX, selected: text='thrown-away',"
                                + " reason: of a test",
                        "audit: replay, 1 events and 0 dead letters, by JMX, selected: all,"
                                + " reason: the topic is wider now");
    }

    @Test
    void shouldAskForTheNumberAboveAHundred() {
        servers.postgres().execute(PARK.formatted("expired", "select 'many-' || n from generate_series(1, 101) n"));

        assertThat(refusal("parkedReplay", "x", "{\"filter\":{\"reason\":\"expired\"}}", false, 100))
                .contains("This would replay 101 parked rows: confirm it with their number");
        assertThat(parked()).isEqualTo(101);
        servers.postgres().execute("delete from parked_event");
    }

    @Test
    void shouldResubmitThroughTheMendedProfile() {
        assertThat(bridge.post("demo", "[{\"evnt\":\"open\",\"sg_event_id\":\"mended\"}]")
                        .statusCode())
                .isEqualTo(200);
        servers.awaitDrained();
        String selection = "{\"filter\":{\"reason\":[\"no_event_name\"]}}";

        assertThat(act("rejectedResubmit", "x", selection, true))
                .startsWith("0 of 1 dead letters would become 0 events; 1 stay refused, no_event_name");
        home.change("providers/sendgrid.yaml", "event: open}", "evnt: open}");
        home.change("providers/sendgrid.yaml", "provider_event: event", "provider_event: [event, evnt]");
        assertThat(act("rejectedResubmit", "the profile is mended", selection, false))
                .isEqualTo("1 of 1 dead letters became 1 events.");
        assertThat(act("rejectedResubmit", "once more", selection, false)).isEqualTo("No dead letter matches.");

        assertThat(servers.idsOnceOn("email-events", bridge)).contains("sendgrid:mended");
        assertThat(bridge.log())
                .contains("audit: resubmit, 1 events and 0 dead letters, by JMX, selected: reason=no_event_name,"
                        + " reason: the profile is mended");
    }

    private static void park(String id) {
        servers.postgres().execute(PARK.formatted("record_too_large", "select '" + id + "'"));
    }

    private static long parked() {
        return servers.postgres().count("select count(*) from parked_event");
    }

    /** The message of what has ended by then. */
    private static String act(String operation, String reason, String selection, boolean dryRun) {
        jolokia.execute(ControlBus.NAME, operation, reason, selection, dryRun, 0);
        String[] last = {""};
        await().atMost(LIMIT).until(() -> {
            last[0] = read("LastAction").asText();
            return !last[0].endsWith("going on");
        });
        return last[0].replaceFirst("^[a-z-]+, \\d+ of \\d+, ", "");
    }

    private static String refusal(String operation, Object... arguments) {
        return jolokia.tryToExecute(ControlBus.NAME, operation, arguments)
                .path("error")
                .asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pauseReplay", "resumeReplay", "forceBreakerOpen", "setBreakerAutomatic"})
    void shouldAskForAReason(String operation) {
        assertThat(refusal(operation, " ")).contains("A reason is required");
        assertThat(read("ReplayState").asText()).isEqualTo("Started");
    }

    private static JsonNode read(String attribute) {
        return jolokia.read(ControlBus.NAME, attribute);
    }

    private static void execute(String operation, String reason) {
        jolokia.execute(ControlBus.NAME, operation, reason);
    }
}
