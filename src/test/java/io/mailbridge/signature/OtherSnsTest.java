package io.mailbridge.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Platforms with the protocol of SNS, their own hosts and their own certificate authority, as Scaleway's. */
class OtherSnsTest {
    private static final String HOST = "messaging.s3.fr-par.scw.cloud";
    private static final URI ROOTS = URI.create("https://" + HOST + "/fr-par/sns/sns-trust-chain.pem");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-03T09:03:00Z"), ZoneOffset.UTC);

    private final List<URI> fetched = new ArrayList<>();

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void shouldJudgeAsTheVectorSays(String id, JsonNode vector) {
        for (String roots : List.of(vector.get("ca_pem").textValue(), ROOTS.toString())) {
            Verdict verdict = verdict(roots, vector, vector.get("message"));

            assertThat(verdict.isValid())
                    .as(verdict.reason())
                    .isEqualTo(vector.get("valid").booleanValue());
            assertThat(verdict.kind()).isNotEqualTo(Verdict.Kind.UNDECIDED);
        }
        if (id.contains("foreign")) {
            assertThat(fetched).isEmpty();
        }
    }

    /** Amazon's certificate proves nothing about another platform's message, nor the other way round. */
    @Test
    void shouldNotTakeTheRootsOfOneForTheOther() throws IOException {
        JsonNode vector = vector("scaleway-tem-v2-valid");
        String other = new String(Certificates.pem("root.pem"), StandardCharsets.US_ASCII);
        ObjectNode toAmazon = vector.get("message").deepCopy();
        toAmazon.put("SigningCertURL", "https://sns.eu-west-1.amazonaws.com/x.pem");

        assertThat(verdict(other, vector, vector.get("message")).kind()).isEqualTo(Verdict.Kind.INVALID);
        assertThat(verdict(vector.get("ca_pem").textValue(), vector, toAmazon).reason())
                .contains("SigningCertURL");
        assertThat(Signed.scheme("sns")
                        .verifier(keys(vector, vector.get("message")))
                        .verify(Signed.request(vector.get("message").toString()))
                        .reason())
                .contains("SigningCertURL");
    }

    @Test
    void shouldAskForARetryWhileTheRootsCannotBeFetched() throws IOException {
        JsonNode vector = vector("scaleway-tem-v2-valid");

        assertThat(verdict("https://" + HOST + "/missing.pem", vector, vector.get("message"))
                        .kind())
                .isEqualTo(Verdict.Kind.UNDECIDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sns.mnq.fr-par.scaleway.com/?Action=ConfirmSubscription&TopicArn=TOPIC&Token=other",
                "https://sns.mnq.fr-par.scaleway.com/?Action=ConfirmSubscription&TopicArn=other&Token=TOKEN",
                "https://sns.mnq.fr-par.scaleway.com/?Action=DeleteTopic&TopicArn=TOPIC&Token=TOKEN",
                "https://sns.mnq.fr-par.scaleway.com/?Action=DeleteTopic&Action=ConfirmSubscription&TopicArn=TOPIC&Token=TOKEN",
                "https://sns.mnq.fr-par.scaleway.com/?TopicArn=TOPIC&Token=TOKEN",
                "https://sns.mnq.fr-par.scaleway.com/",
                "https://sns.mnq.fr-par.scaleway.com.evil.example/?Action=ConfirmSubscription&TopicArn=TOPIC&Token=TOKEN",
                "https://sns.mnq.a.b.scaleway.com/?Action=ConfirmSubscription&TopicArn=TOPIC&Token=TOKEN",
                "https://sns.mnq.fr-par.scaleway.com:444/?Action=ConfirmSubscription&TopicArn=TOPIC&Token=TOKEN",
                "http://sns.mnq.fr-par.scaleway.com/?Action=ConfirmSubscription&TopicArn=TOPIC&Token=TOKEN",
                "https://a@sns.mnq.fr-par.scaleway.com/?Action=ConfirmSubscription&TopicArn=TOPIC&Token=TOKEN",
                "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=TOPIC&Token=TOKEN",
                "nonsense",
            })
    void shouldConfirmAtNoOtherAddress(String url) throws IOException {
        JsonNode vector = vector("scaleway-tem-subscription-confirmation");
        ObjectNode message = vector.get("message").deepCopy();
        SignatureScheme scheme = scheme(ROOTS.toString());
        assertThat(scheme.confirmation(message))
                .isEqualTo(URI.create(message.get("SubscribeURL").textValue()));

        message.put(
                "SubscribeURL",
                url.replace("TOPIC", message.get("TopicArn").textValue())
                        .replace("TOKEN", message.get("Token").textValue()));

        assertThat(scheme.confirmation(message)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*.*.com",
                "a.*.com",
                "*.*.*",
                "*.com",
                "scaleway.com",
                "sns.*",
                "SNS.example.com",
                "a.b.c/",
                "sns*.example.com",
                ".a.b.c"
            })
    void shouldRefuseHostsThatLeaveTheirDomainOpen(String host) {
        assertThatThrownBy(() -> SignatureSchemes.of(
                        "sns",
                        Map.of(
                                "certificate-hosts", List.of(host),
                                "subscribe-hosts", List.of("sns.example.com"),
                                "roots", List.of(ROOTS.toString()))))
                .isInstanceOfSatisfying(InvalidParameter.class, failure -> assertThat(failure.key())
                        .isEqualTo("certificate-hosts"));
    }

    @Test
    void shouldNameWhatIsMissingOrNoRoot() {
        String leaf = new String(Certificates.pem("signer.pem"), StandardCharsets.US_ASCII);
        for (String roots : List.of("nonsense", leaf, "http://example.com/a.pem", "https://[")) {
            assertThatThrownBy(() -> scheme(roots))
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessageContaining("'roots'");
        }
        assertThatThrownBy(() -> SignatureSchemes.of(
                        "sns",
                        Map.of(
                                "certificate-hosts",
                                List.of(HOST),
                                "subscribe-hosts",
                                List.of("sns.mnq.*.scaleway.com"))))
                .hasMessageContaining("needs 'roots'");
        assertThatThrownBy(() -> scheme(ROOTS.toString())
                        .verifier(new SignatureKeys(
                                List.of(),
                                Duration.ZERO,
                                null,
                                List.of("arn:aws:sns:a:b:c"),
                                CLOCK,
                                Signed.NO_CERTIFICATES)))
                .hasMessageContaining("arn:scw:");
    }

    private static SignatureScheme scheme(String roots) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("certificate-hosts", List.of(HOST));
        parameters.put("subscribe-hosts", List.of("sns.mnq.*.scaleway.com"));
        parameters.put("roots", List.of(roots));
        parameters.put("arn-prefix", List.of("arn:scw:"));
        return SignatureSchemes.of("sns", parameters);
    }

    private Verdict verdict(String roots, JsonNode vector, JsonNode message) {
        return scheme(roots).verifier(keys(vector, message)).verify(Signed.request(message.toString()));
    }

    private SignatureKeys keys(JsonNode vector, JsonNode message) {
        Fetcher fetcher = url -> {
            fetched.add(url);
            if (url.equals(ROOTS)) {
                return Signed.bytes(vector.get("ca_pem").textValue());
            }
            if (url.getPath().contains("missing")) {
                throw new IOException("there is none");
            }
            return Signed.bytes(vector.get("certificate_pem").textValue());
        };
        return new SignatureKeys(
                List.of(),
                Duration.ofMinutes(5),
                null,
                List.of(message.get("TopicArn").textValue()),
                CLOCK,
                new SnsCertificates(
                        fetcher, new CertificateTrust(Certificates::root, fetcher), CLOCK, Duration.ofSeconds(10)));
    }

    static Stream<Object[]> vectors() throws IOException {
        List<Object[]> rows = new ArrayList<>();
        try (InputStream in = OtherSnsTest.class.getResourceAsStream("/senders/vectors-more-b.json")) {
            for (JsonNode vector : JsonCodec.mapper().readTree(in).get("vectors")) {
                if (vector.get("provider").textValue().equals("scaleway-tem")) {
                    rows.add(new Object[] {vector.get("id").textValue(), vector});
                }
            }
        }
        assertThat(rows).hasSizeGreaterThan(5);
        return rows.stream();
    }

    private static JsonNode vector(String id) throws IOException {
        return vectors()
                .filter(row -> row[0].equals(id))
                .map(row -> (JsonNode) row[1])
                .findFirst()
                .orElseThrow();
    }
}
