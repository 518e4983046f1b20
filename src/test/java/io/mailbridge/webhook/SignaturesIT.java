package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Macs;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Servers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests signed as platforms sign them: what they signed is published, and nothing else. */
class SignaturesIT {
    private static final String MANDRILL_URL = "https://hooks.example.com/webhooks/mandrill";
    /** The published dummy key that the payloads are signed with. */
    private static final String MAILGUN_KEY = "key-3ax6xnjp29jd6fds4gc373sgvjxteol0";

    private static KeyPair sendGrid;

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    private static int published;

    @BeforeAll
    static void start() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        sendGrid = generator.generateKeyPair();
        servers = Servers.start();
        bridge = servers.launcher()
                .property("bridge.sources.sendgrid.provider", "sendgrid")
                .property(
                        "bridge.sources.sendgrid.secret",
                        base64(sendGrid.getPublic().getEncoded()))
                .property("bridge.sources.mailgun.provider", "mailgun")
                .property("bridge.sources.mailgun.secret", "next-key," + MAILGUN_KEY)
                .property("bridge.sources.mailgun.tolerance", "0")
                .property("bridge.sources.mandrill.provider", "mandrill")
                .property("bridge.sources.mandrill.secret", "mandrill-key")
                .property("bridge.sources.mandrill.public-url", MANDRILL_URL)
                .property("bridge.sources.resend.provider", "resend")
                .property("bridge.sources.resend.secret", "whsec_" + base64("secret".getBytes()))
                .startReady(Servers.START_LIMIT);
    }

    @AfterEach
    void shouldHavePublishedNothingElse() {
        assertThat(servers.recordsOnceDrained("email-events")).hasSize(published);
        assertThat(servers.recordsOnceDrained("email-events.rejected")).isEmpty();
    }

    @Test
    void shouldTakeWhatSendGridSigned() throws GeneralSecurityException {
        String body = Payloads.text("sendgrid/batch-mixed.json") + "\r\n";
        String now = seconds(Instant.now());

        assertThat(sendGrid(body, now, signed(now + body)).statusCode()).isEqualTo(200);
        published += 9;
        assertThat(sendGrid(body.replace("alice", "mallory"), now, signed(now + body))
                        .statusCode())
                .isEqualTo(401);
        assertThat(sendGrid(body.stripTrailing(), now, signed(now + body)).statusCode())
                .isEqualTo(401);
        String old = seconds(Instant.now().minus(Duration.ofHours(26)));
        assertThat(sendGrid(body, old, signed(old + body)).statusCode()).isEqualTo(401);
        assertThat(bridge.post("sendgrid", body).statusCode()).isEqualTo(401);
        assertThat(bridge.log())
                .contains("Requests of source sendgrid are refused: the signature is not that of this body")
                .contains("Requests of source sendgrid are refused: its signed timestamp is older")
                .doesNotContain("alice@example.com");
    }

    @Test
    void shouldTakeATokenOfMailgunForOneEventOnly() {
        String body = Payloads.text("mailgun/delivered.json");

        assertThat(bridge.post("mailgun", body).statusCode()).isEqualTo(200);
        assertThat(bridge.post("mailgun", body).statusCode()).as("sent again").isEqualTo(200);
        published += 2;
        assertThat(bridge.post("mailgun", body.replace("alice@", "mallory@")).statusCode())
                .isEqualTo(401);
        assertThat(servers.recordsOnceDrained("email-events").stream()
                        .filter(record -> record.id().startsWith("mailgun:"))
                        .map(record -> record.id())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void shouldTakeTheFormOfMandrill() {
        String json = Payloads.text("mandrill/batch-mixed.json");
        String form = PlatformRequests.onTheWire("mandrill", json);
        String signature = Macs.base64("HmacSHA1", "mandrill-key", MANDRILL_URL + "mandrill_events" + json);
        int events = Payloads.json(json).size();

        HttpResponse<String> answer =
                bridge.post("mandrill", form, "Content-Type", PlatformRequests.FORM, "X-Mandrill-Signature", signature);

        published += events;
        assertThat(answer.body()).isEqualTo("{\"accepted\":" + events + ",\"rejected\":0}");
        assertThat(bridge.post(
                                "mandrill",
                                form + "&x=1",
                                "Content-Type",
                                PlatformRequests.FORM,
                                "X-Mandrill-Signature",
                                signature)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldTakeTheIdOfAnEventFromTheSignedHeader() {
        String body = Payloads.text("resend/email.delivered.json");
        String now = seconds(Instant.now());
        String signature = "v1," + Macs.base64("HmacSHA256", "secret", "msg_77." + now + "." + body);

        List<String> headers =
                List.of("svix-id", "msg_77", "svix-timestamp", now, "svix-signature", "v1,AAAA " + signature);
        assertThat(bridge.post("resend", body, headers.toArray(String[]::new)).statusCode())
                .isEqualTo(200);
        published++;

        assertThat(servers.recordsOnceDrained("email-events"))
                .anySatisfy(record -> assertThat(record.id()).isEqualTo("resend:msg_77:0"));
    }

    private static HttpResponse<String> sendGrid(String body, String time, String signature) {
        return bridge.post(
                "sendgrid",
                body,
                "X-Twilio-Email-Event-Webhook-Signature",
                signature,
                "X-Twilio-Email-Event-Webhook-Timestamp",
                time);
    }

    private static String signed(String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(sendGrid.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }
}
