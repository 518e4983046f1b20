package io.mailbridge.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.ShippedAssembly;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.tool.Tool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A preview runs a payload through the routes of an edited home, without any server. */
class PreviewTest {
    private static final String ADAPT = "routes/adapt-events.camel.yaml";
    private static final String OPEN =
            "{\"event\":\"open\",\"email\":\"ann@example.com\",\"sg_event_id\":\"e-1\",\"timestamp\":1767690200}";
    private static final String CLICK =
            "{\"event\":\"click\",\"email\":\"bob@example.com\",\"sg_event_id\":\"e-2\",\"timestamp\":1767690200}";

    private final HomeCopy home = HomeCopy.create();
    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void configure() throws IOException {
        JsonNode vector = vector();
        Files.writeString(
                home.file("application.properties"),
                """

                bridge.sources.shop.provider=sendgrid
                bridge.sources.shop.auth=none
                bridge.sources.hidden.provider=sendgrid
                bridge.sources.hidden.auth=query
                bridge.sources.hidden.token=s3cret
                bridge.sources.signed.provider=sendgrid
                bridge.sources.signed.secret=%s
                """.formatted(vector.get("public_key").textValue()),
                StandardOpenOption.APPEND);
    }

    @AfterEach
    void delete() {
        home.close();
    }

    @Test
    void shouldShowWhatTheEditedRoutesMakeOfAPayload() throws IOException {
        adapt("""
                - setHeader: {name: x-team, constant: {expression: growth}}
                - log: {id: say, loggingLevel: WARN, message: "events: ${body.size}"}
                - to:
                    id: look-up
                    uri: sql
                    parameters: {query: "SELECT 1", dataSource: "#bufferDataSource"}
                - split:
                    simple: {expression: "${body}"}
                    aggregationStrategy: "#events"
                    steps:
                      - filter:
                          simple: {expression: "${body.type} == 'opened'"}
                          steps:
                            - process: {ref: dropEvent}
                """);
        home.change(
                "routes/send-to-kafka.camel.yaml",
                "      steps:\n",
                "      steps:\n        - setHeader: {name: x-zone, constant: {expression: eu}}\n");

        int status = preview('[' + OPEN + ',' + CLICK + ",7]", "--source", "shop", "--json");

        assertThat(status).as(err.toString()).isEqualTo(1);
        JsonNode report = JsonCodec.mapper().readTree(out.toString());
        assertThat(report.at("/answer/status").intValue()).isEqualTo(200);
        assertThat(report.at("/answer/body/dropped").intValue()).isEqualTo(1);
        assertThat(report.get("dropped").intValue()).isEqualTo(1);
        assertThat(report.get("records")).hasSize(2);
        JsonNode event = report.at("/records/0");
        assertThat(event.get("topic").textValue()).isEqualTo("email-events");
        assertThat(event.get("key").textValue()).isEqualTo("bob@example.com");
        assertThat(event.at("/value/type").textValue()).isEqualTo("clicked");
        assertThat(event.at("/headers/ce_type").textValue()).isEqualTo("email.clicked");
        assertThat(event.get("dead_letter").isNull()).isTrue();
        JsonNode letter = report.at("/records/1");
        assertThat(letter.get("dead_letter").textValue()).isEqualTo("not_an_object");
        assertThat(letter.at("/headers/detail").textValue()).isEqualTo("An event is a JSON object.");
        for (JsonNode record : report.get("records")) {
            assertThat(record.at("/headers/x-team").textValue()).isEqualTo("growth");
            assertThat(record.at("/headers/x-zone").textValue()).isEqualTo("eu");
        }
        assertThat(report.at("/skipped/0/step").textValue()).isEqualTo("look-up");
        assertThat(report.at("/skipped/0/place").textValue()).matches("adapt-events.camel.yaml:\\d+");
        assertThat(report.at("/skipped/0/uri").textValue()).startsWith("sql:");
        assertThat(report.at("/logged/0/message").textValue()).isEqualTo("events: 2");
    }

    @Test
    void shouldCheckATokenInTheUrl() throws IOException {
        assertThat(preview('[' + OPEN + ']', "--source", "hidden", "--url", "/webhooks/hidden?token=s3cret"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("credentials query: valid").doesNotContain("s3cret");
        assertThat(preview('[' + OPEN + ']', "--source", "hidden", "--url", "/webhooks/hidden"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("not valid, the URL has no token", "answer 401");
        assertThat(preview('[' + OPEN + ']', "--source", "hidden")).isZero();
        assertThat(out.toString()).contains("not checked, since no --header and no --url");
    }

    @Test
    void shouldShowWhereAStepFails() throws IOException {
        adapt("""
                - split:
                    simple: {expression: "${body}"}
                    aggregationStrategy: "#events"
                    steps:
                      - throwException:
                          id: no-luck
                          exceptionType: java.io.IOException
                          message: disk gone
                """);

        assertThat(preview('[' + OPEN + ']', "--source", "shop")).isEqualTo(1);
        assertThat(out.toString())
                .contains("answer 503 ", "java.io.IOException: disk gone")
                .containsPattern("failed in step no-luck \\(.*adapt-events\\.camel\\.yaml:\\d+\\)");
    }

    @Test
    void shouldCheckTheSignatureWhereHeadersAreGiven() throws IOException {
        JsonNode vector = vector();
        String body = vector.get("body").textValue();
        List<String> signed = new ArrayList<>(List.of("--source", "signed"));
        vector.get("headers").properties().forEach(header -> {
            signed.add("--header");
            signed.add(header.getKey() + ": " + header.getValue().textValue());
        });

        assertThat(preview(body, signed.toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains(
                        "credentials signature: valid, but now the bridge would refuse it: its signed timestamp is older")
                .contains("answer 200 {\"accepted\":1,");

        signed.addAll(List.of("--at", "2020-09-14T19:42:00Z"));
        assertThat(preview(body, signed.toArray(String[]::new))).isZero();
        assertThat(out.toString()).contains("credentials signature: valid" + System.lineSeparator());

        assertThat(preview(body + ' ', signed.toArray(String[]::new))).isEqualTo(1);
        assertThat(out.toString())
                .contains("credentials signature: not valid, the signature is not that of this body")
                .contains("answer 401 ", "0 records")
                .doesNotContain("hello@world.com", "failed in step");

        assertThat(preview(body, "--source", "signed")).isZero();
        assertThat(out.toString()).contains("credentials signature: not checked, since no --header");
    }

    @Test
    void shouldShowWhatWaitsInTheBufferWhileKafkaIsDown() throws IOException {
        adapt("""
                - setHeader: {name: x-team, constant: {expression: growth}}
                """);

        assertThat(preview('[' + OPEN + ']', "--source", "shop", "--kafka-down"))
                .isZero();
        assertThat(out.toString())
                .contains("answer 200 {\"accepted\":1,\"rejected\":0}", "waits in the buffer", "  x-team: growth");
    }

    @Test
    void shouldShowTheDeadLetterOfABodyThatIsNotJson() {
        assertThat(preview("{\"event\":", "--source", "shop")).isEqualTo(1);
        assertThat(out.toString())
                .contains("answer 400 ", "dead letter for topic email-events.rejected, no key", "reason: not_json");
    }

    /** With 400 Azure would give up the whole batch. */
    @Test
    void shouldAnswerSuccessForADeadLetterWhereThePlatformMustNotGet400() throws IOException {
        home.change("application.properties", "shop.provider=sendgrid", "shop.provider=azure-acs");

        assertThat(preview("{\"eventType\":", "--source", "shop")).isEqualTo(1);
        assertThat(out.toString())
                .contains("answer 200 {\"accepted\":0,\"rejected\":1}", "reason: not_json")
                .doesNotContain("answer 400");
    }

    @Test
    void shouldRefuseWhatDoesNotExist() {
        assertThat(preview("[]", "--source", "shpo")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no source 'shpo'; did you mean 'shop'?");
        assertThat(preview("[]", "--source", "shop", "--header", "none")).isEqualTo(2);
        assertThat(err.toString()).contains("'Name: value'");
        assertThat(preview("[]", "--source", "shop", "--home", home.path() + "/no"))
                .isEqualTo(2);

        home.change(ADAPT, "asTheyAre", "asTheyAer");
        assertThat(preview("[]", "--source", "shop")).isEqualTo(1);
        assertThat(err.toString())
                .contains("routes/adapt-events.camel.yaml:", "asTheyAer", "did you mean 'asTheyAre'?");
        assertThat(out.toString()).isEmpty();
    }

    private void adapt(String steps) {
        home.write(ADAPT, """
                - route:
                    id: adapt-events
                    routeConfigurationId: hand-failures-back
                    from:
                      uri: direct:adapt-events
                      steps:
                """ + steps.indent(8));
    }

    private int preview(String body, String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("preview"));
        all.addAll(List.of(arguments));
        return Tool.run(
                home.path(),
                ShippedAssembly.OFFLINE,
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                all.toArray(String[]::new));
    }

    private static JsonNode vector() throws IOException {
        try (InputStream in = PreviewTest.class.getResourceAsStream("/senders/vectors.json")) {
            for (JsonNode vector : JsonCodec.mapper().readTree(in).get("vectors")) {
                if (vector.get("id").textValue().equals("sendgrid-single-valid")) {
                    return vector;
                }
            }
        }
        throw new IllegalStateException("The vector is gone");
    }
}
