package io.mailbridge.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of Amazon SNS: signed by its certificate, of a topic that is listed, and recent. */
class SnsSchemeTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:ses";
    private static final String CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";

    private CertificateSource certificates = url -> Certificates.read("signer.pem");

    @ParameterizedTest
    @CsvSource({"1, SHA1withRSA", "2, SHA256withRSA"})
    void shouldTakeBothVersions(String version, String algorithm) {
        assertThat(verify(signed(notification().put("SignatureVersion", version), algorithm))
                        .isValid())
                .isTrue();
        assertThat(verify(signed(notification().put("SignatureVersion", "3"), algorithm))
                        .isValid())
                .isFalse();
    }

    @Test
    void shouldSignTheSubjectWhereThereIsOne() {
        ObjectNode message = signed(notification().put("Subject", "s"), "SHA256withRSA");

        assertThat(verify(message).isValid()).isTrue();
        assertThat(verify(message.deepCopy().put("Subject", "t"))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(verify(message.deepCopy().put("UnsubscribeURL", "unsigned")).isValid())
                .isTrue();
        assertThat(verify(message.deepCopy().put("Message", "other"))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(verify(signed(notification().putNull("Subject"), "SHA256withRSA"))
                        .isValid())
                .isTrue();
    }

    @Test
    void shouldTakeConfirmations() {
        ObjectNode message = notification()
                .put("Type", "SubscriptionConfirmation")
                .put("SubscribeURL", "https://sns.eu-west-1.amazonaws.com/?a")
                .put("Token", "t");

        assertThat(verify(signed(message, "SHA256withRSA")).isValid()).isTrue();
        assertThat(verify(signed(message, "SHA256withRSA").put("SubscribeURL", "https://evil.example/")))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(verify(signed(message.put("Type", "UnsubscribeConfirmation"), "SHA256withRSA"))
                        .isValid())
                .isTrue();
    }

    @Test
    void shouldRefuseTopicsThatAreNotListed() {
        ObjectNode other = signed(notification().put("TopicArn", TOPIC + "2"), "SHA256withRSA");

        assertThat(verify(other).reason()).contains("topic-arns");
        assertThatThrownBy(() -> Signed.scheme("sns").verifier(keys(List.of(), Duration.ofMinutes(5))))
                .isInstanceOfSatisfying(InvalidParameter.class, failure -> assertThat(failure.key())
                        .isEqualTo("topic-arns"));
    }

    /** SNS retries for an hour, with the first timestamp. */
    @ParameterizedTest
    @CsvSource({"-3900, true", "-3901, false", "3901, false"})
    void shouldTakeWhatIsSentAgainWithinTheHour(int seconds, boolean valid) {
        Instant time = Signed.NOW.plusSeconds(seconds);

        assertThat(verify(signed(notification().put("Timestamp", time.toString()), "SHA256withRSA"))
                        .isValid())
                .isEqualTo(valid);
        assertThat(Signed.scheme("sns")
                        .verifier(keys(List.of(TOPIC), Duration.ZERO))
                        .verify(Signed.request(signed(notification().put("Timestamp", time.toString()), "SHA256withRSA")
                                .toString()))
                        .isValid())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-west-1.amazonaws.com/x.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/x.pem",
                "https://sns.eu-west-1.amazonaws.com@evil.example/x.pem",
                "https://evil@sns.eu-west-1.amazonaws.com/x.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/x.pem",
                "https://sns.eu-west-1.amazonaws.com./x.pem",
                "https://evil.sns.eu-west-1.amazonaws.com/x.pem",
                "https://snsxeu-west-1.amazonaws.com/x.pem",
                "https://sns.evil.eu.amazonaws.com/x.pem",
                "https://sns.eu-west-1.amazonaws.com/x.pem?y",
                "https://sns.eu-west-1.amazonaws.com/x.pem#y",
                "https://sns.eu-west-1.amazonaws.com/x.cer",
                "https://sns.eu-west-1.amazonaws.com\\@evil.example/x.pem",
                "//sns.eu-west-1.amazonaws.com/x.pem",
                "https://169.254.169.254/x.pem",
                "",
                " ",
            })
    void shouldFetchNoOtherAddress(String url) {
        certificates = fetched -> {
            throw new AssertionError("fetched " + fetched);
        };

        assertThat(verify(signed(notification().put("SigningCertURL", url), "SHA256withRSA"))
                        .reason())
                .contains("SigningCertURL");
    }

    @Test
    void shouldTakeTheChinaRegions() {
        String url = "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-1.pem";

        assertThat(verify(signed(notification().put("SigningCertURL", url), "SHA256withRSA"))
                        .isValid())
                .isTrue();
    }

    @Test
    void shouldTellWhatIsUntrustedFromWhatCannotBeChecked() {
        ObjectNode message = signed(notification(), "SHA256withRSA");

        certificates = url -> {
            throw new IOException("down");
        };
        assertThat(verify(message).kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        certificates = url -> {
            throw new CertificateException("no chain");
        };
        assertThat(verify(message).kind()).isEqualTo(Verdict.Kind.INVALID);
        certificates = url -> Certificates.read("other-signer.pem");
        assertThat(verify(message)).isEqualTo(Verdict.WRONG_SIGNATURE);
    }

    private Verdict verify(ObjectNode message) {
        return Signed.scheme("sns")
                .verifier(keys(List.of(TOPIC), Duration.ofMinutes(5)))
                .verify(Signed.request(message.toString()));
    }

    private SignatureKeys keys(List<String> topics, Duration tolerance) {
        return new SignatureKeys(
                List.of(), tolerance, null, topics, Signed.CLOCK, url -> certificates.certificate(url));
    }

    private static ObjectNode notification() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Type", "Notification")
                .put("MessageId", "m-1")
                .put("TopicArn", TOPIC)
                .put("Message", "{\"eventType\":\"Open\"}\n")
                .put("Timestamp", Signed.NOW.toString())
                .put("SignatureVersion", "2")
                .put("SigningCertURL", CERTIFICATE);
    }

    private static ObjectNode signed(ObjectNode message, String algorithm) {
        ObjectNode copy = message.deepCopy();
        return copy.put("Signature", Certificates.sign(algorithm, SnsScheme.canonical(copy)));
    }
}
