package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.NOW;
import static io.mailbridge.signature.Signed.keys;
import static io.mailbridge.signature.Signed.scheme;
import static io.mailbridge.signature.Signed.seconds;
import static io.mailbridge.support.Macs.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.HostileBodies;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed requests with a byte changed, added or taken out, and hostile bodies: none passes, and none is a failure. */
class ChangedRequestsTest {
    private static final String TIME = seconds(NOW);
    private static final String JSON =
            "{\"auth\":\"DIGEST\",\"type\":\"opened\",\"at\":{\"time\":" + TIME + "},\"n\":[1,2]}";
    private static final Map<String, byte[]> HOSTILE = HostileBodies.json(200_000);

    /** @param covered how many bytes of the body are signed, from its start */
    private record Given(String name, SignatureVerifier verifier, String body, int covered, String... headers) {
        SignedRequest request(byte[] changed) {
            return Signed.request(changed, headers);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("given")
    void shouldTakeNoChangedBody(Given given) {
        byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
        assertThat(given.verifier().verify(given.request(body)).isValid()).isTrue();
        Random random = new Random(20260106);
        for (int i = 0; i < 400; i++) {
            byte[] changed = changed(body, random, given.covered());
            if (given.body().equalsIgnoreCase(new String(changed, StandardCharsets.UTF_8))) {
                // the same digest, in capital letters
                continue;
            }

            assertThat(given.verifier().verify(given.request(changed)).isValid())
                    .as(new String(changed, StandardCharsets.UTF_8))
                    .isFalse();
        }
        assertThat(given.verifier().verify(given.request(body)).isValid()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("given")
    void shouldTakeNoHostileBody(Given given) {
        HOSTILE.forEach((name, body) -> assertThat(
                        given.verifier().verify(given.request(body)).kind())
                .as(name)
                .isEqualTo(Verdict.Kind.INVALID));
    }

    private static byte[] changed(byte[] body, Random random, int covered) {
        int at = random.nextInt(covered);
        switch (random.nextInt(3)) {
            case 0:
                byte[] flipped = body.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                return flipped;
            case 1:
                byte[] longer = Arrays.copyOf(body, body.length + 1);
                System.arraycopy(body, at, longer, at + 1, body.length - at);
                longer[at] = (byte) random.nextInt(256);
                return Arrays.equals(longer, 0, body.length, body, 0, body.length) ? new byte[0] : longer;
            default:
                byte[] shorter = Arrays.copyOf(body, body.length - 1);
                System.arraycopy(body, at + 1, shorter, at, body.length - at - 1);
                return shorter;
        }
    }

    static Stream<Given> given() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(Signed.bytes(JSON));
        String made = Base64.getEncoder().encodeToString(signature.sign());
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest(Signed.bytes(JSON.replace("DIGEST", "k"))));
        String form = "event={\"type\":\"opened\"}";
        return Stream.of(
                new Given(
                        "body and time",
                        scheme("hmac", "header", "Sig", "signed", "{body}{timestamp}", "timestamp-header", "Time")
                                .verifier(keys("k")),
                        JSON,
                        JSON.length(),
                        "Sig",
                        hex("HmacSHA256", "k", JSON + TIME),
                        "Time",
                        TIME),
                new Given(
                        "parts",
                        scheme(
                                        "hmac",
                                        "header",
                                        "Sig",
                                        "signature-part",
                                        "v1",
                                        "timestamp-part",
                                        "t",
                                        "signed",
                                        "{timestamp}.{body}")
                                .verifier(keys("k")),
                        JSON,
                        JSON.length(),
                        "Sig",
                        "t=" + TIME + ",v1=" + hex("HmacSHA256", "k", TIME + "." + JSON)),
                new Given(
                        "member",
                        scheme("hmac", "header", "Sig", "timestamp-member", "at.time")
                                .verifier(keys("k")),
                        JSON,
                        JSON.length(),
                        "Sig",
                        hex("HmacSHA256", "k", JSON)),
                new Given(
                        "field",
                        scheme("hmac", "header", "Sig", "signed", "{field:event}")
                                .verifier(keys("k")),
                        form,
                        form.length(),
                        "Sig",
                        hex("HmacSHA256", "k", "{\"type\":\"opened\"}")),
                new Given(
                        "header only",
                        scheme(
                                        "hmac",
                                        "header",
                                        "Sig",
                                        "signed",
                                        "{header:Id}",
                                        "matching-header",
                                        "Type",
                                        "matching-member",
                                        "type")
                                .verifier(keys("k")),
                        JSON,
                        JSON.length(),
                        "Sig",
                        hex("HmacSHA256", "k", "1"),
                        "Id",
                        "1",
                        "Type",
                        "opened"),
                new Given(
                        "public key",
                        scheme("public-key", "header", "Sig", "algorithm", "ed25519")
                                .verifier(keys(Base64.getEncoder()
                                        .encodeToString(pair.getPublic().getEncoded()))),
                        JSON,
                        JSON.length(),
                        "Sig",
                        made),
                new Given(
                        "digest",
                        scheme("digest-in-body", "member", "auth", "algorithm", "md5")
                                .verifier(keys("k")),
                        JSON.replace("DIGEST", digest),
                        JSON.replace("DIGEST", digest).length()));
    }
}
