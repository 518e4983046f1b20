package io.mailbridge.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.ShippedAssembly;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.Servers;
import io.mailbridge.tool.Tool;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator reads and does at the page during an outage, and with what was refused; the books balance afterwards. */
class PageIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "few-kilobytes";
    private static final String EVENT = "{\"id\":\"%s\",\"%s\":\"delivered\",\"recipient\":\"reader@example.com\"}";
    /** Random, since Kafka's limit is on the compressed size. */
    private static final String PADDING =
            new Random(7).ints(5_000).mapToObj(Integer::toHexString).collect(Collectors.joining());

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static HomeCopy home;

    @AutoClose
    private static BridgeProcess bridge;

    private static ConsoleClient console;

    @BeforeAll
    static void startBridge() {
        servers = Servers.start();
        servers.kafka().createTopic(TOPIC, 1, Map.of("max.message.bytes", "10000"));
        home = HomeCopy.create();
        home.change(
                "application.properties",
                "bridge.management.discard-folder=",
                String.join(
                        "\n",
                        "bridge.management.discard-folder=kept",
                        "bridge.kafka.brokers=" + servers.kafka().bootstrap(),
                        "bridge.kafka.topic=" + TOPIC,
                        "bridge.buffer.jdbc-url=" + servers.postgres().jdbcUrl(),
                        "bridge.buffer.username=" + servers.postgres().username(),
                        "bridge.buffer.password=" + servers.postgres().password(),
                        "bridge.replay.period=200ms",
                        "bridge.replay.max-attempts=1",
                        "bridge.sources.shop.provider=generic",
                        "bridge.sources.shop.auth=none"));
        bridge = servers.launcher()
                .home(home.path())
                .environment("BRIDGE_MANAGEMENT_USERNAME", ConsoleClient.USER)
                .environment("BRIDGE_MANAGEMENT_PASSWORD", ConsoleClient.PASSWORD)
                .startReady(Servers.START_LIMIT);
        console = new ConsoleClient(bridge);
    }

    @Test
    void shouldSayWhatIsDownAndShowItAfterwards() {
        post(event("before", "type"));
        await().atMost(LIMIT).until(() -> console.state().path("level").asText().equals("ok"));
        assertThat(console.words()).contains("Taking events and publishing them to Kafka");

        servers.kafka().kill();
        await().atMost(LIMIT).until(() -> {
            post(event("during", "type"));
            return console.words().contains("Kafka is down since");
        });
        assertThat(console.words()).contains("events go to the buffer, nothing is lost");
        assertThat(console.read("refused?kind=rejected", 503).path("detail").asText())
                .contains("Kafka");
        assertThat(console.refused("parked").path("complete").asBoolean()).isTrue();

        servers.postgres().kill();
        await().atMost(LIMIT).until(() -> console.state().path("level").asText().equals("failing"));
        assertThat(console.words()).contains("Neither Kafka nor the buffer takes events");
        assertThat(console.read("refused?kind=parked", 503).path("detail").asText())
                .contains("database");
        assertThat(console.refusal("parked-replay", 503, "{\"all\":true,\"reason\":\"none\"}"))
                .contains("database");

        servers.kafka().start();
        servers.postgres().start();
        await().atMost(LIMIT).until(() -> {
            post(event("after", "type"));
            return console.state().path("level").asText().equals("ok");
        });
        servers.awaitDrained();
        await().atMost(LIMIT).until(() -> {
            JsonNode buffered = console.series("buffered");
            return StreamSupport.stream(buffered.spliterator(), false).anyMatch(rate -> rate.asDouble() > 0)
                    && console.series("p99Millis").toString().matches(".*\\d.*");
        });
        JsonNode state = console.state();
        assertThat(state.at("/books/buffered").asLong()).isPositive();
        assertThat(state.at("/books/inNoBook").asLong()).isZero();
        assertThat(state.at("/sources/0/lastEvent").isTextual()).isTrue();
        assertThat(state.at("/sources/0/answers/accepted").asLong()).isPositive();
        assertThat(state.path("routes").findValuesAsText("id")).contains("receive-webhook", "replay-events");
    }

    @Test
    void shouldResubmitThroughTheMendedProfile() throws Exception {
        post("[" + event("letter-1", "kind") + "," + event("letter-2", "kind") + "," + event("letter-3", "type") + "]");
        assertThat(bridge.post("shop", "{\"id\":\n\"broken\"").statusCode()).isEqualTo(400);
        awaitRefused("rejected", 3);
        assertThat(console.refused("rejected").toString())
                .contains("r***@example.com")
                .doesNotContain("reader@");

        JsonNode first = console.refused("rejected", "limit", "1");
        JsonNode second = console.refused(
                "rejected", "limit", "2", "after", first.path("next").asText());
        assertThat(second.path("rows")).hasSize(2);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(second.path("rows").findValuesAsText("id"))
                .doesNotContain(first.at("/rows/0/id").asText());

        JsonNode row = console.refused("rejected", "reason", "not_json").at("/rows/0");
        JsonNode broken = console.read("refused/rejected/" + row.path("id").asText(), 200);
        assertThat(broken.at("/place/line").asInt()).isEqualTo(2);
        assertThat(broken.path("raw").asText()).contains("broken");
        JsonNode nameless =
                console.refused("rejected", "reason", "no_event_name").at("/rows/0");
        JsonNode item = console.read("refused/rejected/" + nameless.path("id").asText() + "?showAddresses=true", 200);
        assertThat(item.at("/place/pointer").asText()).startsWith("/");
        assertThat(item.path("raw").asText()).contains("reader@example.com");

        JsonNode refused = tried(nameless);
        assertThat(refused.at("/refused/reason").asText()).isEqualTo("no_event_name");
        assertThat(refused.at("/refused/place/pointer").asText()).isEqualTo("/type");
        assertThat(refused.path("events")).isEmpty();

        String selection = "\"filter\":{\"reason\":[\"no_event_name\"]},\"reason\":\"the profile is mended\"";
        assertThat(console.done("rejected-resubmit", "{" + selection + ",\"dryRun\":true}"))
                .startsWith("0 of 2 dead letters would become 0 events; 2 stay refused, no_event_name");
        home.change("providers/generic.yaml", "type, event]", "type, event, kind]");
        JsonNode books = console.state().path("books");
        JsonNode event = tried(nameless).at("/events/0");
        assertThat(event.path("type").asText()).isEqualTo("delivered");
        assertThat(event.path("recipient").asText()).isEqualTo("r***@example.com");
        assertThat(console.state().path("books")).isEqualTo(books);
        assertThat(servers.idsOn(TOPIC)).doesNotContain("generic:letter-1", "generic:letter-2");
        assertThat(console.done("rejected-resubmit", "{" + selection + "}"))
                .isEqualTo("2 of 2 dead letters became 2 events.");
        assertThat(
                        console.done(
                                "rejected-resubmit",
                                "{\"ids\":[\"" + row.path("id").asText()
                                        + "\"],\"reason\":\"mended by hand\",\"edited\":"
                                        + "\"{\\\"id\\\":\\\"broken\\\",\\\"type\\\":\\\"delivered\\\",\\\"recipient\\\":\\\"reader@example.com\\\"}\"}"))
                .isEqualTo("1 of 1 dead letters became 1 events.");
        assertThat(console.refused("rejected").path("rows")).isEmpty();
        assertThat(console.refused("rejected", "resubmitted", "true").path("rows"))
                .hasSize(3);
        assertThat(servers.idsOn(TOPIC))
                .contains("generic:letter-3")
                .filteredOn(id -> id.matches("generic:(letter-[12]|broken)"))
                .containsExactlyInAnyOrder("generic:letter-1", "generic:letter-2", "generic:broken");
        assertThat(bridge.log())
                .contains("audit: resubmit, 2 events and 0 dead letters, by ops@127.0.0.1", "the profile is mended");
        assertBalanced();
    }

    @Test
    void shouldReplayAndDiscardWhatWasParked() throws Exception {
        IntStream.range(0, 2)
                .forEach(i -> post(event("large-" + i, "type").replace("}", ",\"padding\":\"" + PADDING + "\"}")));
        awaitRefused("parked", 2);
        JsonNode page = console.refused("parked", "limit", "1", "type", "delivered");
        JsonNode other = console.refused(
                "parked", "limit", "1", "after", page.path("next").asText());
        String one = page.at("/rows/0/id").asText();
        assertThat(other.at("/rows/0/id").asText()).isNotEqualTo(one);
        JsonNode item = console.read("refused/parked/" + one, 200);
        assertThat(item.at("/event/type").asText()).isEqualTo("delivered");
        assertThat(item.path("preview").asText()).hasSize(200);
        assertThat(item.toString()).contains("r***@example.com").doesNotContain("reader@");

        assertThat(console.refusal("parked-discard", 400, "{\"ids\":[\"" + one + "\"]}"))
                .contains("A reason is required");
        assertThat(console.refusal("parked-discard", 400, "{\"reason\":\"x\"}")).contains("Give ids or a filter");
        String message = console.done("parked-discard", "{\"ids\":[\"" + one + "\"],\"reason\":\"a test of ours\"}");
        assertThat(message)
                .startsWith("1 rows are deleted, and kept in " + home.path().toRealPath());
        Path kept = Path.of(message.replaceFirst(".*kept in (.*)\\.", "$1"));
        assertThat(Files.readString(kept)).contains("generic:large-");

        assertThat(console.done("parked-replay", "{\"all\":true,\"reason\":\"the topic is wider now\"}"))
                .startsWith("1 rows are back in the buffer");
        awaitRefused("parked", 1);
        servers.postgres().execute("""
                insert into parked_event (event_id, source, provider, topic, headers, value, attempts, created_at, reason)
                select 'generic:none', 'shop', 'generic', 'few-kilobytes', '{}', 'x', 1, now(), 'expired'
                from generate_series(1, 150)""");
        JsonNode many = console.act("parked-discard", 409, "{\"filter\":{\"reason\":[\"expired\"]},\"reason\":\"x\"}");
        assertThat(many.path("count").asLong()).isEqualTo(150);
        servers.postgres().execute("delete from parked_event where reason = 'expired'");
        assertBalanced();
    }

    @Test
    void shouldStopAndStartARouteWithAReason() {
        assertThat(console.refusal("stop-route", 400, "{\"route\":\"replay-events\"}"))
                .contains("A reason is required");
        assertThat(console.refusal("stop-route", 404, "{\"route\":\"none\",\"reason\":\"x\"}"))
                .contains("no such route");
        assertThat(console.done("pause-replay", "{\"reason\":\"a look at the rows\"}"))
                .isEqualTo("The replay is paused.");
        assertThat(console.words()).contains("The replay is paused (a look at the rows, by ops@127.0.0.1)");
        console.done("resume-replay", "{\"reason\":\"seen\"}");
        assertThat(console.state().at("/replay/state").asText()).isEqualTo("running");
        assertThat(console.read("actions", 200).at("/0/who").asText()).isEqualTo("ops@127.0.0.1");
    }

    /** What would become of it now. */
    private static JsonNode tried(JsonNode row) {
        return console.ended("rejected-resubmit", "{\"ids\":[" + row.path("id") + "],\"dryRun\":true}");
    }

    /** The first answers may take too long on a busy machine: the page says so, and is asked again. */
    private static void awaitRefused(String kind, int count) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(console.refused(kind).path("rows")).hasSize(count));
    }

    private static String event(String id, String member) {
        return EVENT.formatted(id, member);
    }

    private static void post(String body) {
        assertThat(bridge.post("shop", body).statusCode()).isIn(200, 503);
    }

    private static void assertBalanced() {
        servers.awaitDrained();
        StringWriter out = new StringWriter();
        int status = Tool.run(
                home.path(),
                ShippedAssembly.OFFLINE,
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(out),
                "audit",
                "--ids",
                "--process",
                bridge.managementUri("").toString());
        assertThat(status).as(out.toString()).isZero();
    }
}
