package io.mailbridge.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures that others have published, checked at the time they were made. */
class VectorsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void shouldJudgeAsTheVectorSays(String id, JsonNode vector) throws IOException {
        Case given = read(vector);

        Verdict verdict =
                given.scheme().verifier(keys(given, Duration.ofMinutes(5))).verify(given.request());

        assertThat(verdict.isValid())
                .as(verdict.reason())
                .isEqualTo(vector.get("valid").booleanValue());
        assertThat(verdict.kind()).isNotEqualTo(Verdict.Kind.UNDECIDED);
        if (!verdict.isValid()) {
            assertThat(verdict).isEqualTo(Verdict.WRONG_SIGNATURE);
        }
    }

    /** Mandrill does not sign a time; all others do. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void shouldRefuseItLaterUnlessTimeIsNotChecked(String id, JsonNode vector) throws IOException {
        Case given = read(vector).at(Instant.parse("2027-01-01T00:00:00Z"));

        Verdict later =
                given.scheme().verifier(keys(given, Duration.ofMinutes(5))).verify(given.request());
        Verdict unchecked = given.scheme().verifier(keys(given, Duration.ZERO)).verify(given.request());

        assertThat(later.isValid())
                .isEqualTo(id.startsWith("mandrill") && vector.get("valid").booleanValue());
        assertThat(unchecked.isValid()).isEqualTo(vector.get("valid").booleanValue());
    }

    @Test
    void shouldSignTheCanonicalStringOfSns() throws IOException {
        List<JsonNode> withString = new ArrayList<>();
        for (Object[] row : vectors().toList()) {
            if (((JsonNode) row[1]).has("canonical_string")) {
                withString.add((JsonNode) row[1]);
            }
        }
        assertThat(withString).hasSize(4);
        for (JsonNode vector : withString) {
            JsonNode message = vector.get("message");
            assertThat(SnsScheme.canonical(message))
                    .isEqualTo(vector.get("canonical_string").textValue());
        }
    }

    static Stream<Object[]> vectors() throws IOException {
        try (InputStream in = VectorsTest.class.getResourceAsStream("/senders/vectors.json")) {
            JsonNode vectors = JsonCodec.mapper().readTree(in).get("vectors");
            assertThat(vectors.size()).isGreaterThanOrEqualTo(15);
            return StreamSupport.stream(vectors.spliterator(), false)
                    .map(vector -> new Object[] {vector.get("id").textValue(), vector});
        }
    }

    private static SignatureKeys keys(Case given, Duration tolerance) {
        return new SignatureKeys(
                given.secrets(),
                tolerance,
                given.url(),
                given.topics(),
                Clock.fixed(given.time(), ZoneOffset.UTC),
                url -> given.certificate());
    }

    private static Case read(JsonNode vector) throws IOException {
        String provider = vector.get("provider").textValue();
        if (provider.equals("sendgrid")) {
            return new Case(
                    Signed.scheme(
                            "ecdsa",
                            "header",
                            "X-Twilio-Email-Event-Webhook-Signature",
                            "timestamp-header",
                            "X-Twilio-Email-Event-Webhook-Timestamp"),
                    vector.get("public_key").textValue(),
                    null,
                    null,
                    request(vector, vector.get("body").textValue()),
                    seconds(vector.at("/headers/X-Twilio-Email-Event-Webhook-Timestamp")),
                    null);
        }
        if (provider.equals("mailgun")) {
            return new Case(
                    Signed.scheme(
                            "hmac-in-body",
                            "timestamp",
                            "signature.timestamp",
                            "token",
                            "signature.token",
                            "signature",
                            "signature.signature"),
                    vector.get("signing_key").textValue(),
                    null,
                    null,
                    Signed.request("{\"event-data\":{},\"signature\":" + vector.get("signature_object") + "}"),
                    seconds(vector.at("/signature_object/timestamp")),
                    null);
        }
        if (provider.equals("mandrill")) {
            return new Case(
                    Signed.scheme("form-hmac", "header", "X-Mandrill-Signature", "field", "mandrill_events"),
                    vector.get("webhook_key").textValue(),
                    vector.get("url").textValue(),
                    null,
                    request(vector, vector.get("raw_body").textValue()),
                    Signed.NOW,
                    null);
        }
        if (provider.equals("amazon-sns")) {
            JsonNode message = vector.get("message");
            return new Case(
                    Signed.scheme("sns"),
                    null,
                    null,
                    message.get("TopicArn").textValue(),
                    Signed.request(message.toString()),
                    Instant.parse(message.get("Timestamp").textValue()),
                    vector.get("certificate_pem").textValue());
        }
        String prefix = vector.get("headers").has("svix-id") ? "svix-" : "webhook-";
        return new Case(
                Signed.scheme("standard-webhooks"),
                vector.path(vector.has("secret") ? "secret" : "public_key").textValue(),
                null,
                null,
                request(vector, vector.get("body").textValue()),
                seconds(vector.get("headers").get(prefix + "timestamp")),
                null);
    }

    private static SignedRequest request(JsonNode vector, String body) {
        List<String> headers = new ArrayList<>();
        vector.get("headers").properties().forEach(header -> {
            headers.add(header.getKey());
            headers.add(header.getValue().textValue());
        });
        return Signed.request(body, headers.toArray(String[]::new));
    }

    private static Instant seconds(JsonNode text) {
        return Instant.ofEpochSecond(Long.parseLong(text.textValue()));
    }

    private record Case(
            SignatureScheme scheme,
            String secret,
            String url,
            String topic,
            SignedRequest request,
            Instant time,
            String pem) {
        List<String> secrets() {
            return secret == null ? List.of() : List.of(secret);
        }

        List<String> topics() {
            return topic == null ? List.of() : List.of(topic);
        }

        Case at(Instant other) {
            return new Case(scheme, secret, url, topic, request, other, pem);
        }

        X509Certificate certificate() throws CertificateException {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Signed.bytes(pem)));
        }
    }
}
