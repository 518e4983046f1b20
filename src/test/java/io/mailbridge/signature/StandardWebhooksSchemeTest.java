package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.NOW;
import static io.mailbridge.signature.Signed.keys;
import static io.mailbridge.signature.Signed.request;
import static io.mailbridge.signature.Signed.scheme;
import static io.mailbridge.signature.Signed.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.Macs;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which headers and which form of a key and a signature count. */
class StandardWebhooksSchemeTest {
    private static final String BODY = "{\"type\":\"email.opened\"}";
    private static final String TIME = seconds(NOW);
    private static final String CODE = Base64.getEncoder()
            .encodeToString(Macs.of("HmacSHA256", Signed.bytes("secret"), "m1." + TIME + "." + BODY));

    /** A gateway, or a sender that changes the names of its headers, leaves some of the other set. */
    @ParameterizedTest
    @CsvSource({
        "'', id timestamp signature, true",
        "id timestamp signature, '', true",
        "id, id timestamp signature, true",
        "id timestamp, id timestamp signature, true",
        "timestamp signature, id timestamp signature, true",
        "id timestamp signature, id, true",
        "id timestamp signature, id timestamp signature, true",
        "id timestamp, signature, false",
        "id signature, timestamp, false",
        "'', '', false",
    })
    void shouldTakeTheSetOfHeadersThatIsComplete(String webhook, String svix, boolean valid) {
        List<String> headers = new ArrayList<>();
        add(headers, "webhook-", webhook);
        add(headers, "svix-", svix);

        Verdict verdict = scheme("standard-webhooks")
                .verifier(keys("whsec_c2VjcmV0"))
                .verify(request(BODY, headers.toArray(String[]::new)));

        assertThat(verdict.isValid()).as(verdict.reason()).isEqualTo(valid);
    }

    @Test
    void shouldTakeASignatureWithoutItsVersionOnlyWhereTheProfileSaysSo() {
        SignatureScheme bare = scheme("standard-webhooks", "bare", "true");

        assertThat(verify(bare, "c2VjcmV0", CODE).isValid()).isTrue();
        assertThat(verify(bare, "c2VjcmV0", "v1," + CODE).isValid()).isTrue();
        assertThat(verify(bare, "c2VjcmV0", "AAAA " + CODE).isValid()).isTrue();
        assertThat(verify(bare, "c2VjcmV0", "v2," + CODE).isValid()).isFalse();
        assertThat(verify(bare, "c2VjcmV0", "," + CODE).isValid()).isFalse();
        assertThat(verify(bare, "c2VjcmV0", "").isValid()).isFalse();
        assertThat(verify(scheme("standard-webhooks"), "c2VjcmV0", CODE).isValid())
                .isFalse();
    }

    @Test
    void shouldTakeAKeyAsTextWithItsPrefix() {
        String key = "whsec_c2VjcmV0";
        String code =
                Base64.getEncoder().encodeToString(Macs.of("HmacSHA256", Signed.bytes(key), "m1." + TIME + "." + BODY));

        assertThat(verify(scheme("standard-webhooks", "key", "text"), key, "v1," + code)
                        .isValid())
                .isTrue();
        assertThat(verify(scheme("standard-webhooks", "key", "text"), key, "v1," + CODE)
                        .isValid())
                .isFalse();
        assertThat(verify(scheme("standard-webhooks"), key, "v1," + code).isValid())
                .isFalse();
    }

    private static Verdict verify(SignatureScheme scheme, String key, String signature) {
        return scheme.verifier(keys(key))
                .verify(request(BODY, "webhook-id", "m1", "webhook-timestamp", TIME, "webhook-signature", signature));
    }

    private static void add(List<String> headers, String prefix, String names) {
        for (String name : names.isEmpty() ? new String[0] : names.split(" ")) {
            headers.add(prefix + name);
            headers.add(
                    switch (name) {
                        case "id" -> "m1";
                        case "timestamp" -> TIME;
                        default -> "v1," + CODE;
                    });
        }
    }
}
