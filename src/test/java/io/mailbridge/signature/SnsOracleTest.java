package io.mailbridge.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.sns.util.SignatureChecker;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Amazon's own library: it signs the same text, and its verdict on a message is ours. */
@SuppressWarnings("deprecation")
class SnsOracleTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:ses";
    private static final Logger NOISE = Logger.getLogger("com.amazonaws.util.Base64");

    @BeforeContainer
    static void hush() {
        // that JAXB is missing: it has a way of its own then
        NOISE.setLevel(Level.SEVERE);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void shouldJudgeAsAmazon(
            @ForAll("types") String type,
            @ForAll("texts") String message,
            @ForAll("subjects") String subject,
            @ForAll boolean isVersion2,
            @ForAll("changes") String changed) {
        ObjectNode sent = message(type, message, subject, isVersion2);
        String signed = Signing.text(sent);
        assertThat(SnsScheme.canonical(sent)).isEqualTo(signed);
        sent.put("Signature", Certificates.sign(isVersion2 ? "SHA256withRSA" : "SHA1withRSA", signed));
        boolean isCovered = sent.has(changed) && !changed.startsWith("Uns");
        if (sent.has(changed)) {
            sent.put(changed, "AAAA" + sent.get(changed).textValue().substring(4));
        }

        assertThat(theirs(sent)).isEqualTo(!isCovered);
        assertThat(ours(sent)).isEqualTo(!isCovered);
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of("Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation");
    }

    @Provide
    Arbitrary<String> texts() {
        return OddTexts.any();
    }

    @Provide
    Arbitrary<String> subjects() {
        return OddTexts.any().injectNull(0.5);
    }

    @Provide
    Arbitrary<String> changes() {
        return Arbitraries.of(
                "none",
                "Message",
                "MessageId",
                "Subject",
                "Timestamp",
                "Token",
                "SubscribeURL",
                "TopicArn",
                "Signature",
                "Unsigned",
                "UnsubscribeURL");
    }

    private static ObjectNode message(String type, String message, String subject, boolean isVersion2) {
        ObjectNode sent = JsonNodeFactory.instance
                .objectNode()
                .put("Type", type)
                .put("MessageId", "9c1b6e2a-5d8f-5e0b-9f0e-31a8c1f2d4aa")
                .put("TopicArn", TOPIC)
                .put("Message", "text" + message)
                .put("Timestamp", "2026-01-06T09:59:00.000Z")
                .put("SignatureVersion", isVersion2 ? "2" : "1")
                .put("SigningCertURL", "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem")
                .put("Unsigned", "not covered");
        if (type.equals("Notification")) {
            sent.put("UnsubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe");
            return subject == null ? sent : sent.put("Subject", "text" + subject);
        }
        return sent.put("Token", "2336412f37fb687f5d51e6e2425929f5")
                .put("SubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription");
    }

    private static boolean ours(ObjectNode sent) {
        SignatureKeys keys = new SignatureKeys(
                List.of(),
                Duration.ofMinutes(5),
                null,
                List.of(TOPIC),
                Signed.CLOCK,
                url -> Certificates.read("signer.pem"));
        return Signed.scheme("sns")
                .verifier(keys)
                .verify(Signed.request(sent.toString()))
                .isValid();
    }

    private static boolean theirs(ObjectNode sent) {
        return new SignatureChecker()
                .verifyMessageSignature(
                        sent.toString(), Certificates.read("signer.pem").getPublicKey());
    }

    /** Lets the text that Amazon's library wants to be signed be seen. */
    private static final class Signing extends SignatureChecker {
        private String text;

        static String text(ObjectNode unsigned) {
            Signing signing = new Signing();
            signing.verifyMessageSignature(
                    unsigned.deepCopy().put("Signature", "").toString(),
                    Certificates.read("signer.pem").getPublicKey());
            return signing.text;
        }

        @Override
        protected String stringToSign(SortedMap<String, String> members) {
            text = super.stringToSign(members);
            return text;
        }
    }
}
