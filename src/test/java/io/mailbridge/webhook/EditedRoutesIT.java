package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.Books;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.Problems;
import io.mailbridge.support.RawClient;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an engineer's steps do to body and headers reaches every record, published, buffered or rejected. */
@Tag("alone")
class EditedRoutesIT {
    private static final String ADAPT = """
            - route:
                id: adapt-events
                description: Edited.
                routeConfigurationId: hand-failures-back
                from:
                  uri: direct:adapt-events
                  steps:
                    - setHeader: {name: x-adapted, constant: {expression: "1"}}
                    - split:
                        simple: {expression: "${body}"}
                        aggregationStrategy: "#events"
                        steps:
                          - filter:
                              simple: {expression: "${body.recipient} == 'boom@example.com'"}
                              steps:
                                - throwException:
                                    id: fails
                                    exceptionType: java.io.IOException
                                    message: of boom@example.com
                          - filter:
                              simple: {expression: "${body.recipient} == 'slow@example.com'"}
                              steps:
                                - delay: {expression: {constant: {expression: "4000"}}}
                          - filter:
                              simple: {expression: "${body.type} == 'opened'"}
                              steps:
                                - process: {ref: dropEvent}
            """;

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static HomeCopy home;

    @AutoClose
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        home = HomeCopy.create();
        home.write("routes/adapt-events.camel.yaml", ADAPT);
        home.change(
                "routes/receive-webhook.camel.yaml",
                "              - choice:\n",
                header(14, "x-made") + "              - choice:\n");
        home.change(
                "routes/publish-events.camel.yaml",
                "        - circuitBreaker:\n",
                header(8, "x-published") + "        - circuitBreaker:\n");
        home.change("routes/send-to-kafka.camel.yaml", "      steps:\n", "      steps:\n" + header(8, "x-sent"));
        bridge = servers.launcher()
                .home(home.path())
                .openSource("shop", "sendgrid")
                .startReady(Servers.START_LIMIT);
    }

    private static String header(int indent, String name) {
        return "- setHeader: {name: %s, simple: {expression: \"1\", resultType: int}}"
                .formatted(name)
                .indent(indent);
    }

    @Test
    void shouldDropEventsAndPutHeadersOnEveryRecordWhateverWayItTakes() {
        check("live");
        servers.kafka().kill();
        post("waits");
        assertThat(servers.buffered()).isEqualTo(2);
        servers.kafka().start();
        check("waits");
        Books.awaitBalanced(bridge);
        assertThat(bridge.metric("bridge_events_dropped_by_route_total")).isEqualTo(2);
    }

    private static void check(String id) {
        if (id.equals("live")) {
            post(id);
        }
        for (List<TopicRecord> copies : List.of(
                copies("email-events", "\"sendgrid:" + id + '"'), copies("email-events.rejected", '"' + id + '"'))) {
            assertThat(copies).as(id).allSatisfy(found -> assertThat(found.headers())
                    .hasSize(6 + 4)
                    .containsEntry("x-adapted", "1")
                    .containsEntry("x-made", "1")
                    .containsEntry("x-published", "1")
                    .containsEntry("x-sent", "1"));
        }
    }

    private static void post(String id) {
        String events = "[{\"event\":\"delivered\",\"sg_event_id\":\"" + id + "\"},"
                + "{\"event\":\"open\",\"sg_event_id\":\"dropped-" + id + "\"},\"" + id + "\"]";
        HttpResponse<String> answer = bridge.post("shop", events);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":1,\"dropped\":1}");
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.startsWith("x-") && !name.equals("x-request-id"));
    }

    /** At least one: Kafka may take a record all the same that was given up and is sent again out of the buffer. */
    private static List<TopicRecord> copies(String topic, String text) {
        List<TopicRecord> found = servers.recordsOnceDrained(topic).stream()
                .filter(one -> new String(one.value()).contains(text))
                .toList();
        assertThat(found).as(text).hasSizeBetween(1, 1 + (int) bridge.metric("bridge_events_buffered_total"));
        return found;
    }

    @Test
    void shouldSayWhichStepFailedAndAskForTheEventsAgain() {
        HttpResponse<String> answer =
                bridge.post("shop", "[{\"event\":\"open\",\"sg_event_id\":\"a\",\"email\":\"boom@example.com\"}]");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(bridge.log())
                .containsOnlyOnce("step fails (adapt-events.camel.yaml:16): java.io.IOException")
                .doesNotContain("boom");
    }

    /** As shipped, a small request runs on the event loop that reads and answers all others. */
    @Test
    void shouldHoldNobodyElseUpHoweverSlowAStepIs() {
        String slow = "[{\"event\":\"click\",\"sg_event_id\":\"sleeps\",\"email\":\"slow@example.com\"}]";
        List<CompletableFuture<HttpResponse<String>>> sleeping = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> bridge.post("shop", slow)))
                .toList();
        for (int i = 0; i < 20; i++) {
            long began = System.nanoTime();
            assertThat(bridge.post("shop", "[]").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(sleeping)
                .noneMatch(CompletableFuture::isDone)
                .allMatch(answer -> answer.join().statusCode() == 503);
        assertThat(bridge.log())
                .contains("Requests get threads of their own, since a step may wait: setHeader")
                .contains(" of adapt-events");
    }

    @Test
    void shouldAnswerInTimeHoweverSlowAStepIs() throws IOException {
        double before = bridge.metric("bridge_events_received_total");
        String slow = "[{\"event\":\"click\",\"sg_event_id\":\"slow\",\"email\":\"slow@example.com\"}]";
        try (RawClient client = new RawClient(bridge)) {
            long began = System.nanoTime();
            Problems.check(client.post("/webhooks/shop", slow), 503, "Service Unavailable");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(2500), Duration.ofSeconds(3));
            // the connection is usable as before, and the route's end, which comes later, disturbs no other answer
            assertThat(client.post("/webhooks/shop", "[]").status()).isEqualTo(200);
            await().atMost(Servers.START_LIMIT)
                    .until(() -> bridge.metric("bridge_events_received_total") == before + 1);
            assertThat(client.post("/webhooks/shop", "[]").status()).isEqualTo(200);
        }
        await().until(() -> bridge.metric("bridge_requests_in_flight") == 0);
        assertThat(bridge.log()).contains("has been in the routes for 2.9 s");
        copies("email-events", "\"sendgrid:slow\"");
    }
}
