package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar prints of a payload: its events, or why there are none. */
class NormalizeCommandTest {
    private static final String BODY =
            "[{\"event\":\"open\",\"email\":\"ann@example.com\",\"sg_event_id\":\"e-1\",\"timestamp\":1767690200}]";

    private ToolRun tool;

    @BeforeEach
    void prepare(@TempDir Path home) {
        tool = new ToolRun(home);
    }

    @Test
    void shouldPrintTheEventsThatABodyBecomes() throws IOException {
        int status = tool.run(BODY, "normalize", "--provider", "sendgrid", "--received-at", "2026-01-06T10:00:00Z");

        assertThat(status).as(tool.err()).isZero();
        assertThat(tool.out().lines()).hasSize(1);
        JsonNode event = JsonCodec.mapper().readTree(tool.out());
        assertThat(event.get("id").textValue()).isEqualTo("sendgrid:e-1");
        assertThat(event.get("source").textValue()).isEqualTo("sendgrid");
        assertThat(event.get("received_at").textValue()).isEqualTo("2026-01-06T10:00:00.000Z");
        assertThat(event.has("raw")).isFalse();
        assertThat(tool.err()).isEmpty();
    }

    @Test
    void shouldTakeEveryOption() throws IOException {
        Path body =
                Files.writeString(tool.home().resolve("body.json"), "{\"kind\":\"seen\",\"who\":\"ann@example.com\"}");

        int status = tool.run(
                "",
                "normalize",
                "-p",
                "generic",
                "-f",
                body.toString(),
                "--source",
                "shop",
                "--header",
                "Webhook-Id=msg_1",
                "--set",
                "fields.type=kind",
                "--set",
                "fields.recipient=who",
                "--set",
                "types.seen=opened",
                "--include-raw",
                "--pretty");

        assertThat(status).as(tool.err()).isZero();
        assertThat(tool.out().lines().count()).isGreaterThan(10);
        JsonNode event = JsonCodec.mapper().readTree(tool.out());
        assertThat(event.get("id").textValue()).isEqualTo("generic:msg_1");
        assertThat(event.get("type").textValue()).isEqualTo("opened");
        assertThat(event.get("source").textValue()).isEqualTo("shop");
        assertThat(event.get("raw").get("kind").textValue()).isEqualTo("seen");
    }

    @Test
    void shouldReadAFormAsItIsPosted() {
        String form = "mandrill_events=%5B%7B%22event%22%3A%22open%22%2C%22_id%22%3A%22m-1%22%7D%5D";

        assertThat(tool.run(form, "normalize", "-p", "mandrill")).isZero();
        assertThat(tool.out()).contains("\"message_id\":\"m-1\"");
    }

    @Test
    void shouldNameASetUpMessage() {
        assertThat(tool.run("[{\"msys\":{}}]", "normalize", "-p", "sparkpost")).isZero();
        assertThat(tool.out()).isEmpty();
        assertThat(tool.err()).contains("set-up message 'ping'");
    }

    @Test
    void shouldPrintTheOthersWhenOneIsRejected() {
        assertThat(tool.run("[7," + BODY.substring(1), "normalize", "-p", "sendgrid"))
                .isEqualTo(1);
        assertThat(tool.out().lines()).hasSize(1);
        assertThat(tool.err()).isEqualToIgnoringNewLines("rejected: not_an_object: An event is a JSON object.");
    }

    @Test
    void shouldSayWhereABodyIsNotJsonWithoutQuotingIt() {
        assertThat(tool.run("[{\"email\":\"ann@example.com\" secret", "normalize", "-p", "sendgrid"))
                .isEqualTo(1);
        assertThat(tool.err()).contains("rejected: not_json:", "line 1, column").doesNotContain("ann@", "secret");
        assertThat(tool.run("", "normalize", "-p", "sendgrid")).isEqualTo(1);
        assertThat(tool.err()).contains("unexpected_body");
    }

    @Test
    void shouldRefuseWrongUsage() {
        assertThat(tool.run(BODY, "normalize", "-p", "sendgird")).isEqualTo(2);
        assertThat(tool.err()).contains("There is no profile 'sendgird'", "mailgun, mailjet");
        assertThat(tool.err().lines()).hasSize(2).last().asString().contains("Try 'mailbridge normalize --help'");
        assertThat(tool.run(BODY, "normalize")).isEqualTo(2);
        assertThat(tool.run(BODY, "normalise", "-p", "sendgrid")).isEqualTo(2);
        assertThat(tool.run(BODY, "normalize", "-p", "sendgrid", "--received-at", "+12345-01-01T00:00:00Z"))
                .isEqualTo(2);
        assertThat(tool.run(BODY, "normalize", "-p", "sendgrid", "--set", "fields.id=x"))
                .isEqualTo(2);
        assertThat(tool.run(BODY, "normalize", "-p", "sendgrid", "--received-at", "yesterday"))
                .isEqualTo(2);
        assertThat(tool.out()).isEmpty();
    }

    @Test
    void shouldCheckASignatureWithTheKey() throws IOException {
        JsonNode vector = JsonCodec.mapper()
                .readTree(NormalizeCommandTest.class.getResource("/senders/vectors.json"))
                .get("vectors")
                .get(0);
        String body = vector.get("body").textValue();
        List<String> arguments = new ArrayList<>(List.of(
                "normalize",
                "-p",
                "sendgrid",
                "--secret",
                vector.get("public_key").textValue()));
        vector.get("headers").properties().forEach(header -> {
            arguments.add("--header");
            arguments.add(header.getKey() + ": " + header.getValue().textValue());
        });

        assertThat(tool.run(body, arguments.toArray(String[]::new)))
                .as(tool.err())
                .isZero();
        assertThat(tool.err()).startsWith("signature: valid, whatever its age");
        assertThat(tool.out().lines()).hasSize(1);
        assertThat(tool.run(body + ' ', arguments.toArray(String[]::new))).isEqualTo(1);
        assertThat(tool.err()).contains("signature: not valid, the signature is not that of this body");

        arguments.addAll(List.of("--received-at", "2026-01-06T10:00:00Z"));
        assertThat(tool.run(body, arguments.toArray(String[]::new))).isEqualTo(1);
        assertThat(tool.err()).contains("its signed timestamp is older than the source's tolerance");
    }

    @Test
    void shouldSayWhatATestKeyIsGoodFor() {
        String header = "Signature: 72e565e313b2c581641aa17f00efda4f8c9e8390902136a582391cdef9f2f2da";

        assertThat(tool.run("{}", "normalize", "-p", "mailersend", "--secret", "k", "--header", header))
                .isEqualTo(1);
        assertThat(tool.err()).contains("signature: not valid");
        String test = "{\"type\":\"webhook.test\"}";
        assertThat(tool.run(
                        test,
                        "normalize",
                        "-p",
                        "mailersend",
                        "--secret",
                        "k",
                        "--header",
                        "Signature: d5aaec598a6824fc9e35f2974fc7e6e7455894499ed5efb3b655260d7afdba75"))
                .isZero();
        assertThat(tool.err()).contains("signature: valid for a set-up message").contains("set-up message 'test'");
    }

    @Test
    void shouldNotShowAKeyThatCannotBeUsed() {
        assertThat(tool.run(BODY, "normalize", "-p", "sendgrid", "--secret", "s3cr3t"))
                .isEqualTo(2);
        assertThat(tool.run(BODY, "normalize", "-p", "mailjet", "--secret", "s3cr3t"))
                .isEqualTo(2);
        assertThat(tool.err())
                .contains("--secret: ", "the profile 'mailjet' signs nothing")
                .doesNotContain("s3cr3t");
    }

    /** What the bridge would reject is not shown as an event. */
    @Test
    void shouldHoldEventsToTheLimitsOfTheBridge() {
        String body = BODY.replace("e-1", "e".repeat(600));

        assertThat(tool.run(body, "normalize", "-p", "sendgrid")).isEqualTo(1);
        assertThat(tool.out()).isEmpty();
        assertThat(tool.err()).startsWith("rejected: invalid_event: The event's id is longer");
    }

    /** With the payload inside, the record is deeper than what can be read. */
    @Test
    void shouldPrintPrettilyWhatIsAsDeepAsABodyMayBe() {
        int levels = JsonCodec.MAX_DEPTH - 1;
        String deep = "{\"type\":\"opened\",\"deep\":" + "[".repeat(levels) + "]".repeat(levels) + "}";

        assertThat(tool.run(deep, "normalize", "-p", "generic", "--include-raw", "--pretty"))
                .as(tool.err())
                .isZero();
        assertThat(tool.out()).contains("\"raw\" : {").endsWith("}" + System.lineSeparator());
    }

    @Test
    void shouldSayThatABodyBreaksAsUtf32() {
        // the second character is beyond Unicode: no place to name, and no JsonProcessingException either
        assertThat(tool.run("\u0000\u0000\u0000[\u0000\u007f\u0000\u0000", "normalize", "-p", "sendgrid"))
                .isEqualTo(1);
        assertThat(tool.err()).isEqualToIgnoringNewLines("rejected: not_json: The body is not valid JSON.");
    }

    @Test
    void shouldTakeTimesOfReceiptThatARecordCanHold() {
        assertThat(runReceivedAt("0000-12-31T23:59:59.999Z")).isEqualTo(2);
        assertThat(runReceivedAt("+10000-01-01T00:00:00Z")).isEqualTo(2);
        assertThat(tool.out()).isEmpty();
        assertThat(runReceivedAt("0001-01-01T00:00:00Z")).isZero();
        assertThat(runReceivedAt("9999-12-31T23:59:59.999Z")).isZero();
        assertThat(tool.out())
                .contains(
                        "\"received_at\":\"0001-01-01T00:00:00.000Z\"", "\"received_at\":\"9999-12-31T23:59:59.999Z\"");
    }

    private int runReceivedAt(String time) {
        return tool.run(BODY, "normalize", "-p", "sendgrid", "--received-at", time);
    }
}
