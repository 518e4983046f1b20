package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.NOW;
import static io.mailbridge.signature.Signed.keys;
import static io.mailbridge.signature.Signed.request;
import static io.mailbridge.signature.Signed.scheme;
import static io.mailbridge.signature.Signed.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.support.Macs;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemes with a public key, and how every scheme treats junk. */
class PublicKeySchemesTest {
    private static final String BODY = "[{\"event\":\"open\"}]\r\n";
    private static final SignatureScheme ECDSA = scheme("ecdsa", "header", "Sig", "timestamp-header", "Time");
    private static final SignatureScheme STANDARD = scheme("standard-webhooks");

    @Test
    void shouldVerifyEcdsaWithAnyOfItsKeys() throws GeneralSecurityException {
        KeyPair old = ec("secp256r1");
        KeyPair current = ec("secp256r1");
        SignatureVerifier verifier = ECDSA.verifier(keys(spki(old), spki(current)));
        String time = seconds(NOW);
        String signature = sign("SHA256withECDSA", current, time + BODY);

        assertThat(verifier.verify(request(BODY, "Sig", signature, "Time", time))
                        .isValid())
                .isTrue();
        assertThat(verifier.verify(request(BODY.strip(), "Sig", signature, "Time", time)))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(verifier.verify(request(BODY, "Sig", signature, "Time", seconds(NOW.plusSeconds(1)))))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(verifier.verify(request(BODY, "Sig", signature))).isEqualTo(TimestampWindow.NONE);
        assertThat(verifier.verify(request(BODY, "Time", time)).reason()).contains("Sig");
        assertThat(ECDSA.verifier(keys(spki(old))).verify(request(BODY, "Sig", signature, "Time", time)))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
    }

    @Test
    void shouldRefuseKeysThatAreNone() throws GeneralSecurityException {
        String rsa = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("RSA")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());

        for (String wrong : new String[] {"not base64", "AAAA", rsa, spki(ec("secp384r1"))}) {
            assertThatThrownBy(() -> ECDSA.verifier(keys(wrong)))
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessageContaining("P-256")
                    .hasMessageNotContaining(wrong);
        }
        for (String wrong : new String[] {"whsec_", "whsec_!", "whpk_AAAA", "%"}) {
            assertThatThrownBy(() -> STANDARD.verifier(keys(wrong))).isInstanceOf(InvalidParameter.class);
        }
    }

    @Test
    void shouldTakeOneOfSeveralStandardSignatures() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        String publicKey = "whpk_"
                + Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        SignatureVerifier verifier = STANDARD.verifier(keys("whsec_b2xk", "whsec_bmV3", publicKey));
        String time = seconds(NOW);
        String text = "msg_1." + time + "." + BODY;
        String shared = "v1," + Base64.getEncoder().encodeToString(Macs.of("HmacSHA256", Signed.bytes("new"), text));
        String asymmetric = "v1a," + sign("Ed25519", pair, text);

        assertThat(standard(verifier, time, shared).isValid()).isTrue();
        assertThat(standard(verifier, time, asymmetric).isValid()).isTrue();
        assertThat(standard(verifier, time, "v1,AAAA v9,x v1 " + shared).isValid())
                .isTrue();
        assertThat(standard(verifier, time, "v2," + shared.substring(3))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(standard(verifier, time, "v1a," + shared.substring(3))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(standard(verifier, time, "v1,x ".repeat(16) + shared)).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(standard(verifier, seconds(NOW.minusSeconds(301)), shared)).isEqualTo(TimestampWindow.TOO_OLD);
        assertThat(verifier.verify(request(BODY, "webhook-timestamp", time, "webhook-signature", shared))
                        .isValid())
                .isFalse();
        assertThat(STANDARD.verifier(keys(publicKey))
                        .verify(request(BODY, "svix-id", "msg_1", "svix-timestamp", time, "svix-signature", asymmetric))
                        .isValid())
                .isTrue();
    }

    static Stream<SignatureVerifier> verifiers() throws GeneralSecurityException {
        SignatureKeys url = new SignatureKeys(
                java.util.List.of("k"),
                java.time.Duration.ZERO,
                "https://h.example",
                java.util.List.of("arn:aws:sns:eu-west-1:1:t"),
                Signed.CLOCK,
                Signed.NO_CERTIFICATES);
        return Stream.of(
                ECDSA.verifier(keys(spki(ec("secp256r1")))),
                STANDARD.verifier(keys("whsec_b2xk")),
                scheme("hmac", "header", "Sig").verifier(url),
                scheme("hmac", "header", "Sig", "timestamp-header", "Time", "signed", "{timestamp}{body}")
                        .verifier(url),
                scheme("hmac-in-body", "timestamp", "s.t", "token", "s.o", "signature", "s.s")
                        .verifier(url),
                scheme("hmac", "header", "Sig", "signature-part", "s", "signed", "{field:f}{header:webhook-id}")
                        .verifier(url),
                scheme("hmac", "header", "Sig", "signed", "{header:webhook-id}", "percent-encoded", "true")
                        .verifier(url),
                scheme("standard-webhooks", "key", "text", "bare", "true").verifier(url),
                scheme("public-key", "header", "Sig", "algorithm", "ecdsa-sha256")
                        .verifier(keys(spki(ec("secp256r1")))),
                scheme("digest-in-body", "member", "auth", "algorithm", "md5").verifier(url),
                scheme("secret-in-body", "member", "s.k").verifier(url),
                scheme("form-hmac", "header", "Sig", "field", "f").verifier(url),
                scheme("sns").verifier(url));
    }

    @ParameterizedTest
    @MethodSource("verifiers")
    void shouldNeverTakeJunkNorFail(SignatureVerifier verifier) {
        Random random = new Random(20260106);
        for (int i = 0; i < 300; i++) {
            byte[] body = new byte[random.nextInt(200)];
            random.nextBytes(body);
            String junk = random.ints(random.nextInt(100), 1, 0x250)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String time = random.nextBoolean() ? seconds(NOW) : junk;

            assertThat(verifier.verify(request(
                                    body,
                                    "Sig",
                                    junk,
                                    "Time",
                                    time,
                                    "webhook-id",
                                    junk,
                                    "webhook-timestamp",
                                    time,
                                    "webhook-signature",
                                    "v1," + junk))
                            .isValid())
                    .isFalse();
        }
    }

    private static Verdict standard(SignatureVerifier verifier, String time, String signature) {
        return verifier.verify(
                request(BODY, "webhook-id", "msg_1", "webhook-timestamp", time, "webhook-signature", signature));
    }

    private static KeyPair ec(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static String spki(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private static String sign(String algorithm, KeyPair pair, String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(Signed.bytes(text));
        return Base64.getEncoder().encodeToString(signature.sign());
    }
}
