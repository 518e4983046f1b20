package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {
    private static final String BODY =
            "[{\"event\":\"open\",\"email\":\"ann@example.com\",\"sg_event_id\":\"e-1\",\"timestamp\":1767690200}]";

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintTheEventsThatABodyBecomes() throws IOException {
        int status = run(BODY, "normalize", "--provider", "sendgrid", "--received-at", "2026-01-06T10:00:00Z");

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        JsonNode event = JsonCodec.mapper().readTree(out.toString());
        assertThat(event.get("id").textValue()).isEqualTo("sendgrid:e-1");
        assertThat(event.get("source").textValue()).isEqualTo("sendgrid");
        assertThat(event.get("received_at").textValue()).isEqualTo("2026-01-06T10:00:00.000Z");
        assertThat(event.has("raw")).isFalse();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldTakeEveryOption() throws IOException {
        Path body = Files.writeString(home.resolve("body.json"), "{\"kind\":\"seen\",\"who\":\"ann@example.com\"}");

        int status = run(
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

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString().lines().count()).isGreaterThan(10);
        JsonNode event = JsonCodec.mapper().readTree(out.toString());
        assertThat(event.get("id").textValue()).isEqualTo("generic:msg_1");
        assertThat(event.get("type").textValue()).isEqualTo("opened");
        assertThat(event.get("source").textValue()).isEqualTo("shop");
        assertThat(event.get("raw").get("kind").textValue()).isEqualTo("seen");
    }

    @Test
    void shouldReadAFormAsItIsPosted() {
        String form = "mandrill_events=%5B%7B%22event%22%3A%22open%22%2C%22_id%22%3A%22m-1%22%7D%5D";

        assertThat(run(form, "normalize", "-p", "mandrill")).isZero();
        assertThat(out.toString()).contains("\"message_id\":\"m-1\"");
    }

    @Test
    void shouldNameASetUpMessage() {
        assertThat(run("[{\"msys\":{}}]", "normalize", "-p", "sparkpost")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("set-up message 'ping'");
    }

    @Test
    void shouldPrintTheOthersWhenOneIsRejected() {
        assertThat(run("[7," + BODY.substring(1), "normalize", "-p", "sendgrid"))
                .isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("rejected: not_an_object: An event is a JSON object.");
    }

    @Test
    void shouldSayWhereABodyIsNotJsonWithoutQuotingIt() {
        assertThat(run("[{\"email\":\"ann@example.com\" secret", "normalize", "-p", "sendgrid"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("rejected: not_json:", "line 1, column")
                .doesNotContain("ann@", "secret");
        assertThat(run("", "normalize", "-p", "sendgrid")).isEqualTo(1);
        assertThat(err.toString()).contains("unexpected_body");
    }

    @Test
    void shouldRefuseWrongUsage() {
        assertThat(run(BODY, "normalize", "-p", "sendgird")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no profile 'sendgird'", "mailgun, mailjet");
        assertThat(err.toString().lines()).hasSize(2).last().asString().contains("Try 'mailbridge normalize --help'");
        assertThat(run(BODY, "normalize")).isEqualTo(2);
        assertThat(run(BODY, "normalise", "-p", "sendgrid")).isEqualTo(2);
        assertThat(run(BODY, "normalize", "-p", "sendgrid", "--received-at", "+12345-01-01T00:00:00Z"))
                .isEqualTo(2);
        assertThat(run(BODY, "normalize", "-p", "sendgrid", "--set", "fields.id=x"))
                .isEqualTo(2);
        assertThat(run(BODY, "normalize", "-p", "sendgrid", "--received-at", "yesterday"))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldCheckASignatureWithTheKey() throws IOException {
        JsonNode vector = JsonCodec.mapper()
                .readTree(ToolTest.class.getResource("/senders/vectors.json"))
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

        assertThat(run(body, arguments.toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).startsWith("signature: valid, whatever its age");
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(run(body + ' ', arguments.toArray(String[]::new))).isEqualTo(1);
        assertThat(err.toString()).contains("signature: not valid, the signature is not that of this body");

        arguments.addAll(List.of("--received-at", "2026-01-06T10:00:00Z"));
        assertThat(run(body, arguments.toArray(String[]::new))).isEqualTo(1);
        assertThat(err.toString()).contains("its signed timestamp is older than the source's tolerance");
    }

    @Test
    void shouldNotShowAKeyThatCannotBeUsed() {
        assertThat(run(BODY, "normalize", "-p", "sendgrid", "--secret", "s3cr3t"))
                .isEqualTo(2);
        assertThat(run(BODY, "normalize", "-p", "mailjet", "--secret", "s3cr3t"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--secret: ", "the profile 'mailjet' signs nothing")
                .doesNotContain("s3cr3t");
    }

    /** What the bridge would reject is not shown as an event. */
    @Test
    void shouldHoldEventsToTheLimitsOfTheBridge() {
        String body = BODY.replace("e-1", "e".repeat(600));

        assertThat(run(body, "normalize", "-p", "sendgrid")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("rejected: invalid_event: The event's id is longer");
    }

    /** With the payload inside, the record is deeper than what can be read. */
    @Test
    void shouldPrintPrettilyWhatIsAsDeepAsABodyMayBe() {
        int levels = JsonCodec.MAX_DEPTH - 1;
        String deep = "{\"type\":\"opened\",\"deep\":" + "[".repeat(levels) + "]".repeat(levels) + "}";

        assertThat(run(deep, "normalize", "-p", "generic", "--include-raw", "--pretty"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("\"raw\" : {").endsWith("}" + System.lineSeparator());
    }

    @Test
    void shouldSayThatABodyBreaksAsUtf32() {
        // the second character is beyond Unicode: no place to name, and no JsonProcessingException either
        assertThat(run("\u0000\u0000\u0000[\u0000\u007f\u0000\u0000", "normalize", "-p", "sendgrid"))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("rejected: not_json: The body is not valid JSON.");
    }

    @Test
    void shouldTakeTimesOfReceiptThatARecordCanHold() {
        assertThat(runReceivedAt("0000-12-31T23:59:59.999Z")).isEqualTo(2);
        assertThat(runReceivedAt("+10000-01-01T00:00:00Z")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(runReceivedAt("0001-01-01T00:00:00Z")).isZero();
        assertThat(runReceivedAt("9999-12-31T23:59:59.999Z")).isZero();
        assertThat(out.toString())
                .contains(
                        "\"received_at\":\"0001-01-01T00:00:00.000Z\"", "\"received_at\":\"9999-12-31T23:59:59.999Z\"");
    }

    private int runReceivedAt(String time) {
        return run(BODY, "normalize", "-p", "sendgrid", "--received-at", time);
    }

    @Test
    void shouldListTheProfiles() throws IOException {
        assertThat(run("", "providers")).isZero();
        assertThat(out.toString().lines())
                .hasSizeGreaterThan(16)
                .anyMatch(line -> line.matches("sendgrid +signature +.*"));

        out.getBuffer().setLength(0);
        assertThat(run("", "providers", "--format", "json")).isZero();
        assertThat(JsonCodec.mapper().readTree(out.toString()).findValuesAsText("name"))
                .contains("sendgrid", "generic");
    }

    @Test
    void shouldHelp() {
        assertThat(run("", "--help")).isZero();
        assertThat(run("", "help", "normalize")).isZero();
        assertThat(out.toString()).contains("normalize", "providers", "--provider", "Examples:", "Exit codes:");
        assertThat(run("", "--version")).isZero();
        assertThat(out.toString()).contains("mailbridge ");
    }

    @Test
    void shouldSayWhatCheckDoesAndRefuseAnotherFolder() {
        assertThat(run("", "check", "--help")).isZero();
        assertThat(out.toString()).contains("--home", "--json", "Exit codes:", "wrong usage");
        assertThat(run("", "check", "--home", home.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("There is no folder " + home.resolve("none"));
        assertThat(run("", "check", "--strict")).isEqualTo(2);
    }

    private int run(String input, String... arguments) {
        return Tool.run(
                home,
                (settings, profiles, over) -> null,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                arguments);
    }
}
