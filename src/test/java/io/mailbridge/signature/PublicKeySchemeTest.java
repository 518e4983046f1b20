package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.NOW;
import static io.mailbridge.signature.Signed.keys;
import static io.mailbridge.signature.Signed.request;
import static io.mailbridge.signature.Signed.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures of a platform's private key: of which header, with which keys, over what. */
class PublicKeySchemeTest {
    private static final String BODY = "{\"event\":\"sent\"}";
    private static final SignatureScheme TWO = SignatureSchemes.of(
            "public-key", Map.of("header", List.of("Sig-256", "Sig"), "algorithm", List.of("rsa-sha256", "rsa-sha1")));

    @ParameterizedTest
    @CsvSource({
        "rsa-sha256, SHA256withRSA, RSA, 2048",
        "rsa-sha1, SHA1withRSA, RSA, 1024",
        "ecdsa-sha256, SHA256withECDSA, EC, secp256r1",
        "ecdsa-sha256, SHA256withECDSA, EC, secp384r1",
        "ed25519, Ed25519, Ed25519, ''",
    })
    void shouldVerifyWithAnyOfTheKeysInEachForm(String algorithm, String java, String kind, String size)
            throws GeneralSecurityException {
        KeyPair old = pair(kind, size);
        KeyPair current = pair(kind, size);
        byte[] encoded = current.getPublic().getEncoded();
        SignatureScheme scheme = scheme("header", "Sig", "algorithm", algorithm);
        String good = sign(java, current, BODY);

        for (String key : List.of(
                base64(encoded),
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                        + "\n-----END PUBLIC KEY-----\n")) {
            SignatureVerifier verifier =
                    scheme.verifier(keys(base64(old.getPublic().getEncoded()), key));
            assertThat(verifier.verify(request(BODY, "Sig", good)).isValid()).isTrue();
            assertThat(verifier.verify(request(BODY + " ", "Sig", good))).isEqualTo(Verdict.WRONG_SIGNATURE);
            assertThat(verifier.verify(request(BODY, "Sig", sign(java, pair(kind, size), BODY))))
                    .isEqualTo(Verdict.WRONG_SIGNATURE);
            assertThat(verifier.verify(request(BODY)).reason()).contains("header Sig");
        }
        if (kind.equals("Ed25519")) {
            String raw = base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            assertThat(scheme.verifier(keys(raw))
                            .verify(request(BODY, "Sig", good))
                            .isValid())
                    .isTrue();
        }
    }

    /** Otherwise a stranger who can make the weaker signature leaves out the stronger. */
    @Test
    void shouldLetTheFirstHeaderThatIsThereDecideAlone() throws GeneralSecurityException {
        KeyPair pair = pair("RSA", "2048");
        SignatureVerifier verifier = TWO.verifier(keys(base64(pair.getPublic().getEncoded())));
        String strong = sign("SHA256withRSA", pair, BODY);
        String weak = sign("SHA1withRSA", pair, BODY);

        assertThat(verifier.verify(request(BODY, "Sig-256", strong, "Sig", "AAAA"))
                        .isValid())
                .isTrue();
        assertThat(verifier.verify(request(BODY, "Sig", weak)).isValid()).isTrue();
        assertThat(verifier.verify(request(BODY, "Sig-256", "AAAA", "Sig", weak)))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(verifier.verify(request(BODY, "Sig-256", "", "Sig", weak))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(verifier.verify(request(BODY, "Sig-256", weak))).isEqualTo(Verdict.WRONG_SIGNATURE);
    }

    @Test
    void shouldSignATemplateWithATime() throws GeneralSecurityException {
        KeyPair pair = pair("Ed25519", "");
        SignatureVerifier verifier = scheme(
                        "header",
                        "Sig",
                        "algorithm",
                        "ed25519",
                        "encoding",
                        "hex",
                        "timestamp-header",
                        "Time",
                        "signed",
                        "{timestamp}{body}")
                .verifier(keys(base64(pair.getPublic().getEncoded())));
        String time = seconds(NOW);
        String good = HexFormat.of().formatHex(Base64.getDecoder().decode(sign("Ed25519", pair, time + BODY)));
        String old = seconds(NOW.minusSeconds(301));

        assertThat(verifier.verify(request(BODY, "Sig", good, "Time", time)).isValid())
                .isTrue();
        assertThat(verifier.verify(request(BODY, "Sig", good))).isEqualTo(TimestampWindow.NONE);
        assertThat(verifier.verify(request(BODY, "Sig", good, "Time", old))).isEqualTo(TimestampWindow.TOO_OLD);
    }

    @Test
    void shouldRefuseKeysThatAreNoneOfTheirKindOrWeak() throws GeneralSecurityException {
        SignatureScheme rsa = scheme("header", "Sig", "algorithm", "rsa-sha256");
        for (String wrong : List.of(
                "nonsense",
                "AAAA",
                base64(pair("RSA", "512").getPublic().getEncoded()),
                base64(pair("EC", "secp256r1").getPublic().getEncoded()),
                base64(pair("RSA", "1024").getPrivate().getEncoded()))) {
            assertThatThrownBy(() -> rsa.verifier(keys(wrong)))
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessageContaining("SubjectPublicKeyInfo")
                    .hasMessageNotContaining(wrong);
        }
    }

    private static SignatureScheme scheme(String... parameters) {
        return Signed.scheme("public-key", parameters);
    }

    private static KeyPair pair(String kind, String size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        if (kind.equals("EC")) {
            generator.initialize(new ECGenParameterSpec(size));
        } else if (kind.equals("RSA")) {
            generator.initialize(Integer.parseInt(size));
        }
        return generator.generateKeyPair();
    }

    private static String sign(String algorithm, KeyPair pair, String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(Signed.bytes(text));
        return base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
