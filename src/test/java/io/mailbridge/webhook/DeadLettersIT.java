package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Problems;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicRecord;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be read is kept as it came, with the reason; the events beside it are published. */
class DeadLettersIT {
    private static final String GOOD = Payloads.text("sendgrid/delivered.json");

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        bridge = servers.launcher().openSource("demo", "sendgrid").startReady(Servers.START_LIMIT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not_json        | no json SECRET",
                "not_json        | [{\"email\":\"SECRET\"",
                "not_json        | [{\"email\":\"SECRET\"}] and more",
                "not_json        | {'email':'SECRET'}",
                "unexpected_body | {\"email\":\"SECRET\",\"event\":\"open\"}",
                "unexpected_body | \"SECRET\"",
                "unexpected_body | 1",
                "unexpected_body | null",
            })
    void shouldAnswer400AndKeepTheBodyWhenItIsNotWhatThePlatformSends(String reason, String template) {
        String body = template.replace("SECRET", Problems.SECRET);
        int before = rejected().size();

        HttpResponse<String> answer = bridge.post("demo", body);

        Problems.check(answer, 400, "Bad Request");
        assertThat(rejected()).hasSize(before + 1);
        TopicRecord letter = letter(body.getBytes(StandardCharsets.UTF_8));
        checkHeaders(letter, reason);
        assertThat(letter.headers())
                .containsEntry(
                        "detail", Payloads.json(answer.body()).get("detail").textValue());
        assertThat(bridge.log()).doesNotContain(Problems.SECRET);
    }

    @Test
    void shouldKeepBytesThatAreNoText() {
        byte[] body = {'[', '"', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, 0, '"', ']'};

        Problems.check(postBytes(body), 400, "Bad Request");

        checkHeaders(letter(body), "not_json");
    }

    @Test
    void shouldAnswer400WhenTheNestingIsDeep() {
        String body = "[".repeat(10_000) + "]".repeat(10_000);

        Problems.check(bridge.post("demo", body), 400, "Bad Request");

        checkHeaders(letter(body.getBytes(StandardCharsets.UTF_8)), "too_complex");
    }

    @Test
    void shouldAnswer400WhenTheBodyIsEmpty() {
        int before = rejected().size();

        Problems.check(bridge.post("demo", ""), 400, "Bad Request");

        assertThat(rejected()).hasSize(before + 1);
    }

    @Test
    void shouldPublishTheOthersWhenOneEventIsBad() {
        String good = GOOD.substring(GOOD.indexOf('{'), GOOD.lastIndexOf('}') + 1);
        String bad = "{\"email\":\"" + Problems.SECRET + "\",\"timestamp\":1767690123,\"sg_event_id\":\"no-type\"}";
        String strange = "\"just text\"";

        HttpResponse<String> answer =
                bridge.post("demo", "[" + String.join(",", good, bad, good.replace("ZGV", "second"), strange) + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\":2,\"rejected\":2}");
        assertThat(servers.recordsOnceDrained("email-events"))
                .extracting(TopicRecord::id)
                .containsExactlyInAnyOrder(
                        "sendgrid:ZGVsaXZlcmVkLTAtMTAwMS05ZlEyTG1aMVI4cWtWdzNuVDBhWXhBLTA",
                        "sendgrid:secondsaXZlcmVkLTAtMTAwMS05ZlEyTG1aMVI4cWtWdzNuVDBhWXhBLTA");
        checkHeaders(letter(bad.getBytes(StandardCharsets.UTF_8)), null);
        checkHeaders(letter(strange.getBytes(StandardCharsets.UTF_8)), null);
        assertThat(bridge.log()).doesNotContain(Problems.SECRET);
    }

    private static void checkHeaders(TopicRecord letter, String reason) {
        assertThat(letter.headers())
                .containsOnlyKeys("reason", "detail", "source", "provider", "received_at", "request_id")
                .containsEntry("source", "demo")
                .containsEntry("provider", "sendgrid");
        if (reason != null) {
            assertThat(letter.headers()).containsEntry("reason", reason);
        }
        assertThat(letter.headers().get("reason")).matches("[a-z_]+");
        assertThat(letter.headers().get("detail")).isNotBlank().doesNotContain(Problems.SECRET);
        assertThat(Instant.parse(letter.headers().get("received_at")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    /** The only dead letter with this value. */
    private static TopicRecord letter(byte[] value) {
        List<TopicRecord> letters = rejected().stream()
                .filter(record -> Arrays.equals(record.value(), value))
                .toList();
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private static List<TopicRecord> rejected() {
        return servers.recordsOnceDrained("email-events.rejected");
    }

    private static HttpResponse<String> postBytes(byte[] body) {
        return bridge.send(HttpRequest.newBuilder(bridge.webhook("demo"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    }
}
