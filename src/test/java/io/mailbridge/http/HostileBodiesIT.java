package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HostileBodies;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Servers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile bodies, posted to a bridge with little memory: each is answered and accounted for. */
@Tag("alone")
class HostileBodiesIT {
    /** Below bridge.http.max-body-size, with room for the envelope of SNS. */
    private static final int SIZE = 5_000_000;

    private static final String URLENCODED = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data; boundary=B";
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final String GOOD =
            "{\"event\":\"open\",\"email\":\"good@example.com\",\"timestamp\":1767690126,\"sg_event_id\":\"%s\",\"id\":\"%s\"}";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        bridge = servers.launcher()
                .heap("128m")
                .openSource("sendgrid", "sendgrid")
                .openSource("generic", "generic")
                .openSource("amazon-ses", "amazon-ses")
                .openSource("sns", "amazon-ses")
                .openSource("mailgun", "mailgun")
                .openSource("good-forms", "mailgun")
                .openSource("mandrill", "mandrill")
                .property("bridge.kafka.topic", "events.{source}")
                .property("bridge.kafka.rejected-topic", "rejected.{source}")
                .property("bridge.replay.max-attempts", "2")
                .startReady(Servers.START_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendgrid", "generic", "amazon-ses", "sns"})
    void shouldAnswerAndKeepEveryBody(String source) {
        int accepted = 0;
        int rejected = 0;
        for (Map.Entry<String, byte[]> body : HostileBodies.json(SIZE).entrySet()) {
            byte[] bytes = source.equals("sns") ? HostileBodies.inSns(body.getValue()) : body.getValue();
            HttpResponse<String> answer = post(source, bytes);
            assertThat(answer.statusCode()).as(body.getKey()).isIn(200, 400, 413);
            assertThat(answer.body()).doesNotContain(HostileBodies.SECRET);
            if (answer.statusCode() == 200) {
                JsonNode counts = Payloads.json(answer.body());
                accepted += counts.get("accepted").intValue();
                rejected += counts.get("rejected").intValue();
            } else if (answer.statusCode() == 400) {
                rejected++;
            }
        }
        accepted += takeGoodEvent(source);

        assertThat(bridge.isRunning()).isTrue();
        assertThat(bridge.log()).doesNotContain(HostileBodies.SECRET, "OutOfMemoryError", "StackOverflowError");
        assertThat(kept("rejected." + source)).as("dead letters").isEqualTo(rejected);
        assertThat(kept("events." + source)).as("events").isEqualTo(accepted);
    }

    /** Each as the sender says that it is one kind of form, and as the other. */
    @ParameterizedTest
    @ValueSource(strings = {"mailgun", "mandrill"})
    void shouldAnswerAndKeepEveryForm(String source) {
        int accepted = 0;
        int rejected = 0;
        for (Map.Entry<String, byte[]> form : HostileBodies.forms(SIZE).entrySet()) {
            for (String type : List.of(URLENCODED, MULTIPART)) {
                long began = System.nanoTime();
                HttpResponse<String> answer = post(source, type, form.getValue());
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .as(form.getKey())
                        .isLessThan(LONGEST);
                assertThat(answer.statusCode()).as(form.getKey()).isIn(200, 400, 413, 415);
                assertThat(answer.body()).doesNotContain(HostileBodies.SECRET);
                if (answer.statusCode() == 200) {
                    JsonNode counts = Payloads.json(answer.body());
                    accepted += counts.get("accepted").intValue();
                    rejected += counts.get("rejected").intValue();
                } else if (answer.statusCode() == 400) {
                    rejected++;
                }
            }
        }

        assertThat(rejected).as("refused").isPositive();
        assertThat(bridge.isRunning()).isTrue();
        assertThat(bridge.log()).doesNotContain(HostileBodies.SECRET, "OutOfMemoryError", "StackOverflowError");
        assertThat(kept("rejected." + source)).as("dead letters").isEqualTo(rejected);
        assertThat(kept("events." + source)).as("events").isEqualTo(accepted);
    }

    @Test
    void shouldTakeAFormOfPartsButNotACutOne() {
        String form = Payloads.text("mailgun-legacy/bounced-multipart.txt");
        String boundary = form.lines().findFirst().orElseThrow().substring(2);
        byte[] bytes = form.getBytes(StandardCharsets.UTF_8);

        for (String type : List.of("multipart/form-data; boundary=" + boundary, MULTIPART)) {
            assertThat(post("good-forms", type, bytes).body()).isEqualTo("{\"accepted\":1,\"rejected\":0}");
        }
        // cut off within its last boundary, and before it: what is missing might be a field
        for (int end : new int[] {form.lastIndexOf(boundary) + 9, form.length() / 2}) {
            assertThat(post("good-forms", MULTIPART, Arrays.copyOf(bytes, end)).statusCode())
                    .isEqualTo(400);
        }
    }

    /** Records on the topic, and those too large for it, which are parked. */
    private static long kept(String topic) {
        return servers.recordsOnceDrained(topic).size()
                + servers.postgres().count("select count(*) from parked_event where topic = '" + topic + "'");
    }

    private static int takeGoodEvent(String source) {
        String event = source.matches("sns|amazon-ses")
                ? Payloads.text("amazon-ses-sns/click.json")
                : "[" + GOOD.formatted("good-1", "good-1") + "]";
        HttpResponse<String> answer = post(source, event.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":0}");
        assertThat(servers.recordsOnceDrained("events." + source).stream()
                        .map(record -> record.json().get("provider_event").asText())
                        .collect(Collectors.toSet()))
                .containsAnyOf("open", "Click");
        return 1;
    }

    private static HttpResponse<String> post(String source, byte[] body) {
        return post(source, "application/json", body);
    }

    private static HttpResponse<String> post(String source, String contentType, byte[] body) {
        return bridge.send(HttpRequest.newBuilder(bridge.webhook(source))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    }
}
