package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Macs;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Servers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What platforms send when a webhook is set up or tested is answered as they expect, and is not an event. */
class SetupMessagesIT {
    private static final String MANDRILL_URL = "https://hooks.example.com/webhooks/mandrill";
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:ses-events";
    private static final String SCALEWAY_TOPIC =
            "arn:scw:sns:fr-par:project-11111111-2222-4333-8444-555555555555:tem-events";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        bridge = servers.launcher()
                .openSource("sparkpost", "sparkpost")
                .openSource("mailersend", "mailersend")
                .openSource("azure", "azure-acs")
                .property("bridge.sources.socketlabs.provider", "socketlabs")
                .property("bridge.sources.socketlabs.secret", "n7Example9Secret4Key")
                .openSource("scaleway-open", "scaleway-tem")
                .openSource("scaleway-listed", "scaleway-tem")
                .property("bridge.sources.scaleway-listed.topic-arns", SCALEWAY_TOPIC)
                .property("bridge.sources.scaleway.provider", "scaleway-tem")
                .property("bridge.sources.scaleway.topic-arns", SCALEWAY_TOPIC)
                .openSource("ses-open", "amazon-ses")
                .openSource("ses-listed", "amazon-ses")
                .property("bridge.sources.ses-listed.topic-arns", TOPIC)
                .property("bridge.sources.ses.provider", "amazon-ses")
                .property("bridge.sources.ses.topic-arns", TOPIC)
                .property("bridge.sources.ens.provider", "salesforce-ens")
                .property("bridge.sources.ens.secret", "ens-key")
                .property("bridge.sources.mandrill.provider", "mandrill")
                .property("bridge.sources.mandrill.secret", "mandrill-key")
                .property("bridge.sources.mandrill.public-url", MANDRILL_URL)
                .startReady(Servers.START_LIMIT);
    }

    @AfterEach
    void shouldHavePublishedNothing() {
        assertThat(servers.recordsOnceDrained("email-events")).isEmpty();
        assertThat(servers.recordsOnceDrained("email-events.rejected")).isEmpty();
        assertThat(servers.buffered()).isZero();
    }

    @Test
    void shouldAnswerThePingOfSparkPost() {
        assertNothingTaken(bridge.post("sparkpost", "[{\"msys\":{}}]"));
        assertThat(bridge.metric("bridge_setup_messages_total", "source", "sparkpost"))
                .isEqualTo(1);
    }

    @Test
    void shouldAnswerTheTestOfMailerSend() {
        assertNothingTaken(bridge.post("mailersend", "{\"type\":\"webhook.test\",\"data\":{}}"));
    }

    @Test
    void shouldAnswerTheHandshakesOfEventGrid() {
        HttpResponse<String> answer = bridge.post("azure", Payloads.text("azure-acs/subscription-validation.json"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"validationResponse\":\"6f2d1e0c-9b8a-4756-8433-2211000fedcb\"}");
        HttpResponse<String> allowed = bridge.send(HttpRequest.newBuilder(bridge.webhook("azure"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("WebHook-Request-Origin", "eventgrid.azure.net"));
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("WebHook-Allowed-Origin")).hasValue("eventgrid.azure.net");
        assertThat(allowed.headers().firstValue("WebHook-Allowed-Rate")).hasValue("*");
        assertThat(allowed.headers().firstValue("Allow").orElseThrow()).contains("POST");
    }

    @Test
    void shouldRepeatTheKeysOfSocketLabsWithItsSecretOnly() {
        String validation = Payloads.text("socketlabs/validation.json");
        HttpResponse<String> answer = bridge.post("socketlabs", validation);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(Payloads.json(answer.body()))
                .isEqualTo(Payloads.json("{\"ValidationKey\":\"vK5Example\",\"SecretKey\":\"n7Example9Secret4Key\"}"));
        HttpResponse<String> guess =
                bridge.post("socketlabs", validation.replace("n7Example9Secret4Key", "n7Example9Secret4Kez"));
        assertThat(guess.statusCode()).isEqualTo(401);
        assertThat(guess.body()).doesNotContain("vK5Example", "n7Example9");
        assertThat(bridge.log()).doesNotContain("vK5Example", "n7Example9");
    }

    /** Neither a topic that is not listed nor a signature that cannot be checked is confirmed; the token is not logged. */
    @Test
    void shouldConfirmNoSubscriptionOfScalewayWithoutItsTopicAndSignature() {
        String message = Payloads.text("scaleway-tem/subscription-confirmation.json");
        String text = "text/plain; charset=UTF-8";

        assertNothingTaken(bridge.post("scaleway-open", message, "Content-Type", text));
        assertThat(bridge.log()).contains("bridge.sources.scaleway-open.topic-arns lists no topics");
        assertNothingTaken(bridge.post("scaleway-listed", message, "Content-Type", text));
        assertThat(bridge.log()).contains("Source scaleway-listed was asked to confirm an SNS subscription");
        String other = message.replace(":tem-events", ":other-events");
        assertThat(bridge.post("scaleway", other, "Content-Type", text).statusCode())
                .isEqualTo(401);
        assertThat(bridge.log()).doesNotContain("2336412f37fb687f");
    }

    @Test
    void shouldAnswerTheValidationTextOfSes() {
        assertNothingTaken(sns("ses-open", "ses-validated-topic.json"));
    }

    /** With raw delivery the text is the whole body. */
    @Test
    void shouldAnswerTheValidationTextOfSesWithoutItsEnvelope() {
        String text = "Successfully validated SNS topic for Amazon SES event publishing.";

        assertNothingTaken(bridge.post("ses-open", text, "Content-Type", "text/plain; charset=UTF-8"));
    }

    @Test
    void shouldNotConfirmASubscriptionWhoseTopicsAreNotListed() {
        assertNothingTaken(sns("ses-open", "subscription-confirmation.json"));

        assertThat(bridge.log()).contains("bridge.sources.ses-open.topic-arns lists no topics");
    }

    /** The signature of the payload is a placeholder, and its certificate cannot be fetched. */
    @Test
    void shouldNotConfirmASubscriptionWhoseSignatureCannotBeChecked() {
        assertNothingTaken(sns("ses-listed", "subscription-confirmation.json"));

        assertThat(bridge.log()).contains("Source ses-listed was asked to confirm an SNS subscription");
        assertThat(bridge.log()).doesNotContain("2336412f37f00000000000000000");
    }

    /** A fault of ours: with a 4xx Amazon would drop the message. */
    @Test
    void shouldAskSnsToRetryWhenTheCertificateCannotBeFetched() {
        String recent = Payloads.text("amazon-ses-sns/delivery.json")
                .replaceAll(
                        "\"2026-[^\"]*\",\\s*\"SignatureVersion\"",
                        "\"" + java.time.Instant.now() + "\",\"SignatureVersion\"");
        HttpResponse<String> answer = bridge.post("ses", recent, "Content-Type", "text/plain; charset=UTF-8");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(bridge.log())
                .contains("Requests of source ses are refused: the certificate of Amazon SNS cannot be fetched"));
    }

    @Test
    void shouldRefuseASubscriptionOfATopicThatIsNotListed() {
        String other =
                Payloads.text("amazon-ses-sns/subscription-confirmation.json").replace("123456789012", "210987654321");

        assertThat(bridge.post("ses", other, "Content-Type", "text/plain").statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldAnswerTheUnsignedVerificationOfSalesforceAndShowItToTheOperator() {
        assertNothingTaken(bridge.post("ens", Payloads.text("salesforce-ens/setup-verification.json")));

        assertThat(bridge.log()).contains("the platform asks for verification", "callbackId=", "verificationKey=");
    }

    @Test
    void shouldLetNoEventInBesideAnUnsignedVerification() {
        String verification =
                Payloads.text("salesforce-ens/setup-verification.json").strip();
        String event = Payloads.text("salesforce-ens/EmailSent.json").strip();

        assertThat(bridge.post("ens", event).statusCode()).isEqualTo(401);
        assertThat(bridge.post("ens", "[" + verification + "," + event.substring(1))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldAnswerTheSetUpOfMandrill() {
        String empty = "mandrill_events=%5B%5D";
        HttpRequest.Builder probe =
                HttpRequest.newBuilder(bridge.webhook("mandrill")).method("HEAD", BodyPublishers.noBody());

        assertThat(bridge.send(probe).statusCode()).isEqualTo(200);
        assertNothingTaken(mandrill(empty, "test-webhook"));
        assertThat(mandrill("mandrill_events=%5B%7B%22event%22%3A%22open%22%7D%5D", "test-webhook")
                        .statusCode())
                .isEqualTo(401);
    }

    private static HttpResponse<String> mandrill(String form, String key) {
        String decoded = java.net.URLDecoder.decode(form.substring(form.indexOf('=') + 1), StandardCharsets.UTF_8);
        return bridge.post(
                "mandrill",
                form,
                "Content-Type",
                PlatformRequests.FORM,
                "X-Mandrill-Signature",
                Macs.base64("HmacSHA1", key, MANDRILL_URL + "mandrill_events" + decoded));
    }

    private static HttpResponse<String> sns(String source, String file) {
        return bridge.post(
                source, Payloads.text("amazon-ses-sns/" + file), "Content-Type", "text/plain; charset=UTF-8");
    }

    private static void assertNothingTaken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\":0,\"rejected\":0}");
    }
}
