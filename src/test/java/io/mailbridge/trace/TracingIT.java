package io.mailbridge.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicRecord;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the platform's request to the record, also through the buffer, it is one trace (docs/tracing.md). */
class TracingIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String EVENTS = "email-events";
    private static final String LETTERS = "email-events.rejected";
    private static final String PLATFORMS_SPAN = "00f067aa0ba902b7";
    private static final String IN_URL = "token-in-url";
    private static final String REQUEST = "POST /webhooks/{source}";

    @AutoClose
    private static final SpanReceiver COLLECTOR = new SpanReceiver();

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @AutoClose
    private static BridgeProcess off;

    @BeforeAll
    static void start() {
        servers = Servers.start(Map.of("auto.create.topics.enable", "false"));
        servers.kafka().createTopic(EVENTS, 1, Map.of());
        servers.kafka().createTopic(LETTERS, 1, Map.of());
        off = servers.bridge().jvmOption("-Xlog:class+load").start();
        bridge = traced("200").startReady(Servers.START_LIMIT);
        off.awaitReady(Servers.START_LIMIT);
    }

    @AfterEach
    void restore() {
        COLLECTOR.answer(200);
        bridge.thaw();
        off.thaw();
        servers.reset();
    }

    private static BridgeLauncher traced(String delayMillis) {
        return servers.bridge()
                .property("bridge.tracing.endpoint", COLLECTOR.endpoint())
                .property("bridge.tracing.sampling", "1")
                .environment("OTEL_BSP_SCHEDULE_DELAY", delayMillis);
    }

    @Test
    void shouldTraceARequestOfThePlatformToItsRecords() {
        String body = SendGridEvents.batch(List.of("t-1", "t-2", "t-3")).replace("}]", "},5]");
        assertThat(bridge.post("demo", body, "traceparent", traceOfPlatform(1)).body())
                .isEqualTo("{\"accepted\":3,\"rejected\":1}");

        List<ReceivedSpan> trace = trace(1, 3);
        ReceivedSpan request = named(REQUEST, trace);
        assertThat(request.service()).isEqualTo("mailbridge");
        assertThat(request.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(request.parentId()).isEqualTo(PLATFORMS_SPAN);
        assertThat(request.attribute("http.response.status_code")).isEqualTo("200");
        assertThat(request.attribute("url.path")).isEqualTo("/webhooks/demo");

        ReceivedSpan publish = named("publish " + EVENTS, trace);
        assertThat(publish.kind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
        assertThat(publish.parentId()).isEqualTo(request.id());
        assertThat(publish.attribute("messaging.batch.message_count")).isEqualTo("3");
        ReceivedSpan reject = named("publish " + LETTERS, trace);
        assertThat(reject.parentId()).isEqualTo(request.id());
        assertThat(trace).noneMatch(ReceivedSpan::hasFailed);

        assertThat(record("t-2").headers()).containsEntry("traceparent", publish.traceParent());
        assertThat(servers.reader().read(LETTERS))
                .extracting(letter -> letter.headers().get("traceparent"))
                .containsExactly(reject.traceParent());
        assertThat(COLLECTOR.contentType()).isEqualTo("application/x-protobuf");
        assertThat(trace.toString()).doesNotContain("@example", "example.com");
    }

    @Test
    void shouldContinueTheTraceThroughTheBuffer() {
        off.freeze();
        servers.kafka().kill();
        assertThat(post(bridge, "outage", 2)).isEqualTo(200);

        List<ReceivedSpan> before = trace(2, 3);
        ReceivedSpan request = named(REQUEST, before);
        assertThat(request.hasFailed()).isFalse();
        assertThat(before.toString()).doesNotContain(IN_URL);
        ReceivedSpan failed = named("publish " + EVENTS, before);
        assertThat(failed.hasFailed()).isTrue();
        assertThat(failed.attribute("error.type")).endsWith("TimeoutException");
        assertThat(failed.parentId()).isEqualTo(request.id());
        ReceivedSpan commit = named("INSERT buffered_event", before);
        assertThat(commit.hasFailed()).isFalse();
        assertThat(commit.parentId()).isEqualTo(request.id());

        servers.kafka().start();
        servers.awaitDrained();

        List<ReceivedSpan> after = trace(2, 4);
        assertThat(after).as("failed attempts of the replay have none").hasSize(4);
        ReceivedSpan replay = after.get(3);
        assertThat(replay.name()).isEqualTo("publish " + EVENTS);
        assertThat(replay.attribute("mailbridge.replayed")).isEqualTo("true");
        assertThat(replay.parentId()).isEqualTo(commit.id());
        assertThat(record("outage").headers()).containsEntry("traceparent", replay.traceParent());
    }

    @Test
    void shouldAnswerAsEverWhileTheCollectorTakesNothing() {
        COLLECTOR.answer(503);
        for (int i = 0; i < 20; i++) {
            assertThat(post(bridge, "lost-" + i, 3)).isEqualTo(200);
        }
        COLLECTOR.awaitRefusal();
        COLLECTOR.answer(200);

        assertThat(post(bridge, "found", 4)).isEqualTo(200);

        trace(4, 2);
        assertThat(bridge.log().lines().filter(line -> line.contains("The collector does not take spans")))
                .singleElement()
                .asString()
                .endsWith("it answered 503");
    }

    @Test
    void shouldSendWhatIsLeftBeforeItStops() {
        try (BridgeProcess stopped = traced("60000").startReady(Servers.START_LIMIT)) {
            assertThat(post(stopped, "last", 5)).isEqualTo(200);
            assertThat(stopped.terminate(LIMIT)).isZero();
        }

        trace(5, 2);
    }

    @Test
    void shouldLoadNoClassOfOpenTelemetryUnlessItIsOn() {
        assertThat(post(off, "untraced", 6)).isEqualTo(200);

        assertThat(record("untraced").headers()).doesNotContainKey("traceparent");
        assertThat(off.log().lines().filter(line -> line.contains("class,load")))
                .anyMatch(line -> line.contains("io.mailbridge.trace.TracingChoice "))
                .noneMatch(line -> line.contains(" io.opentelemetry."));
    }

    @Test
    void shouldHandOverTheTraceOfTheJavaAgent() {
        BridgeLauncher withAgent = servers.bridge()
                .property("bridge.kafka.topic", "by-agent")
                .jvmOption("-javaagent:"
                        + Path.of("target/next/opentelemetry-javaagent.jar").toAbsolutePath())
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR.endpoint())
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none")
                .environment("OTEL_INSTRUMENTATION_JDBC_ENABLED", "false")
                .environment("OTEL_BSP_SCHEDULE_DELAY", "200");
        bridge.freeze();
        off.freeze();
        try (BridgeProcess agent = withAgent.startReady(Servers.START_LIMIT)) {
            // with the agent a first request may take longer than an answer may
            await().atMost(LIMIT).until(() -> post(agent, "buffered", 7) == 200);
            servers.kafka().createTopic("by-agent", 1, Map.of());
            servers.awaitDrained();
            await().atMost(LIMIT).until(() -> post(agent, "live", 8) == 200);

            assertSentInTrace("buffered", trace(7, 2));
            assertSentInTrace("live", trace(8, 2));
            // a URL that was entered wrong may hold the token, too
            HttpRequest.Builder mistyped = HttpRequest.newBuilder(
                            agent.serverUri("/hooks/demo/" + IN_URL + "?t=" + IN_URL))
                    .header("traceparent", traceOfPlatform(9));
            assertThat(agent.send(mistyped).statusCode()).isEqualTo(404);
            assertThat(trace(9, 1).toString()).doesNotContain(IN_URL);
        }
    }

    private static void assertSentInTrace(String id, List<ReceivedSpan> trace) {
        assertThat(trace).extracting(ReceivedSpan::kind).contains(SpanKind.SPAN_KIND_SERVER);
        assertThat(trace.toString()).doesNotContain(IN_URL);
        TopicRecord record = servers.reader().awaitRecord("by-agent", "sendgrid:" + id, LIMIT);
        assertThat(trace)
                .filteredOn(span -> span.kind() == SpanKind.SPAN_KIND_PRODUCER)
                .extracting(ReceivedSpan::traceParent)
                .contains(record.headers().get("traceparent"));
    }

    /** @return the status */
    private static int post(BridgeProcess to, String id, int trace) {
        return to.post("demo?token=" + IN_URL, SendGridEvents.batch(List.of(id)), "traceparent", traceOfPlatform(trace))
                .statusCode();
    }

    private static String traceOfPlatform(int number) {
        return "00-" + traceId(number) + '-' + PLATFORMS_SPAN + "-01";
    }

    private static String traceId(int number) {
        return Integer.toString(number).repeat(32);
    }

    /** Its spans, as soon as there are that many. */
    private static List<ReceivedSpan> trace(int number, int spans) {
        return COLLECTOR.await(traceId(number), spans);
    }

    private static ReceivedSpan named(String name, List<ReceivedSpan> spans) {
        List<ReceivedSpan> found =
                spans.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(found).as("spans named %s", name).hasSize(1);
        return found.get(0);
    }

    private static TopicRecord record(String id) {
        return servers.reader().awaitRecord(EVENTS, "sendgrid:" + id, LIMIT);
    }
}
