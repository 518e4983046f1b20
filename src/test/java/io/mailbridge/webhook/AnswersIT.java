package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicReader;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every row of the contract's table of answers, over real HTTP. */
class AnswersIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String EVENT =
            "[{\"event\":\"open\",\"email\":\"secret@example.com\",\"sg_event_id\":\"%s\"}]";
    private static final String REJECTED = "email-events.rejected";

    private static Servers servers;
    private static BridgeProcess bridge;

    @BeforeAll
    static void startServers() {
        servers = Servers.start();
        bridge = servers.bridge()
                .property("bridge.sources.bearer.provider", "sendgrid")
                .property("bridge.sources.bearer.auth", "bearer")
                .property("bridge.sources.bearer.token", "old-token, new-token")
                .property("bridge.sources.basic.provider", "sendgrid")
                .property("bridge.sources.basic.username", "platform")
                .property("bridge.sources.basic.password", "pass:word")
                .property("bridge.sources.header.provider", "sendgrid")
                .property("bridge.sources.header.header-name", "X-Webhook-Token")
                .property("bridge.sources.header.token", "header-token")
                .property("bridge.http.max-body-size", "20KB")
                .property("bridge.http.read-timeout", "1s")
                .startReady(LIMIT);
    }

    @AfterAll
    static void stopServers() {
        bridge.close();
        servers.close();
    }

    @Test
    void shouldAnswer200WhenEveryEventIsOnKafka() {
        HttpResponse<String> answer = bridge.post("demo", EVENT.formatted("plain"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":0}");
        assertThat(servers.idsOn("email-events")).contains("sendgrid:plain");
    }

    @Test
    void shouldAnswer200ToAnEmptyBatchAndToProbes() {
        assertThat(bridge.post("demo", "[]").body()).isEqualTo("{\"accepted\":0,\"rejected\":0}");
        assertThat(ask("GET", "/webhooks/demo").statusCode()).isEqualTo(200);
        assertThat(ask("HEAD", "/webhooks/demo").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeEachSchemeWithItsCredentialsOnly() {
        String basic = Base64.getEncoder().encodeToString("platform:pass:word".getBytes(StandardCharsets.UTF_8));
        assertThat(statusOf("bearer", "Authorization", "Bearer old-token")).isEqualTo(200);
        assertThat(statusOf("bearer", "Authorization", "bearer new-token")).isEqualTo(200);
        assertThat(statusOf("basic", "Authorization", "Basic " + basic)).isEqualTo(200);
        assertThat(statusOf("header", "x-webhook-token", "header-token")).isEqualTo(200);

        assertThat(statusOf("bearer", "Authorization", "Bearer old-toke")).isEqualTo(401);
        assertThat(statusOf("bearer", "Authorization", "Basic " + basic)).isEqualTo(401);
        assertThat(statusOf("basic", "Authorization", "Basic cGxhdGZvcm06")).isEqualTo(401);
        assertThat(statusOf("header", "X-Webhook-Token", "")).isEqualTo(401);
        assertThat(bridge.post("bearer?Authorization=Bearer%20new-token", EVENT.formatted("query"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldStoreNothingOfA401() {
        HttpResponse<String> answer = bridge.post("bearer", "not json, by nobody");

        assertProblem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(rejected()).noneMatch(record -> text(record).contains("by nobody"));
    }

    @Test
    void shouldKeepAnUnreadableBodyAsADeadLetter() {
        assertProblem(bridge.post("demo", "no json: secret@example.com"), 400);

        TopicRecord letter = letter("no json");
        assertThat(text(letter)).isEqualTo("no json: secret@example.com");
        assertThat(letter.headers())
                .containsOnlyKeys("reason", "detail", "source", "provider", "received_at")
                .containsEntry("reason", "not_json")
                .containsEntry("source", "demo")
                .containsEntry("provider", "sendgrid");
        assertThat(letter.headers().get("detail")).doesNotContain("secret");
        assertProblem(bridge.post("demo", "{\"event\":\"alone\"}"), 400);
        assertThat(letter("alone").headers()).containsEntry("reason", "unexpected_body");
    }

    @Test
    void shouldRejectOneBadEventAndPublishTheOthers() {
        String body = "[{\"event\":\"open\",\"sg_event_id\":\"beside-1\"},{\"nameless\":true},"
                + "{\"event\":\"click\",\"sg_event_id\":\"beside-2\"}]";

        assertThat(bridge.post("demo", body).body()).isEqualTo("{\"accepted\":2,\"rejected\":1}");

        assertThat(servers.idsOn("email-events")).contains("sendgrid:beside-1", "sendgrid:beside-2");
        assertThat(text(letter("nameless"))).isEqualTo("{\"nameless\":true}");
        assertThat(letter("nameless").headers()).containsEntry("reason", "no_event_name");
    }

    @Test
    void shouldNameWhatIsWrongWithARequest() {
        assertProblem(bridge.post("nobody", EVENT.formatted("x")), 404);
        assertProblem(ask("PUT", "/webhooks/demo"), 405);
        assertProblem(ask("POST", "/elsewhere"), 404);
        assertProblem(bridge.post("demo", "a=b", "Content-Type", "application/x-www-form-urlencoded"), 415);
        assertThat(bridge.post("demo", EVENT.formatted("charset"), "Content-Type", "application/json; charset=utf-8")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseTooLargeBodiesWithAndWithoutALength() {
        String large = "[" + " ".repeat(21_000) + "]";
        assertProblem(bridge.post("demo", large), 413);
        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
        assertProblem(
                bridge.send(HttpRequest.newBuilder(bridge.webhook("demo"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArrays(List.of(bytes)))),
                413);
    }

    @Test
    void shouldNotLetSlowSendersStopTheOthers() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                slow.add(beginRequest());
            }
            long began = System.nanoTime();
            assertThat(bridge.post("demo", EVENT.formatted("quick")).statusCode())
                    .isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));

            InputStream answer = slow.get(0).getInputStream();
            assertThat(new String(answer.readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static Socket beginRequest() throws IOException {
        Socket socket = new Socket("127.0.0.1", bridge.webhook("demo").getPort());
        socket.setSoTimeout((int) LIMIT.toMillis());
        OutputStream out = socket.getOutputStream();
        out.write(("POST /webhooks/demo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n[")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    /** An error body of RFC 9457 that gives nothing away. */
    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        try {
            var problem = JsonCodec.mapper().readTree(answer.body());
            assertThat(problem.fieldNames()).toIterable().containsExactly("type", "title", "status", "detail");
            assertThat(problem.get("status").asInt()).isEqualTo(status);
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
        assertThat(answer.body()).doesNotContain("secret", "Exception", "\tat ", "token");
    }

    private static int statusOf(String source, String header, String value) {
        return bridge.post(source, EVENT.formatted(source), header, value).statusCode();
    }

    private static HttpResponse<String> ask(String method, String path) {
        return bridge.send(HttpRequest.newBuilder(bridge.serverUri(path)).method(method, BodyPublishers.noBody()));
    }

    private static TopicRecord letter(String part) {
        return rejected().stream()
                .filter(record -> text(record).contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No dead letter holds " + part));
    }

    private static List<TopicRecord> rejected() {
        return new TopicReader(servers.kafka()).read(REJECTED);
    }

    private static String text(TopicRecord record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
