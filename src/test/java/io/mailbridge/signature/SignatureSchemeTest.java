package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.keys;
import static io.mailbridge.signature.Signed.scheme;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The messages about what a profile or a source lacks. */
class SignatureSchemeTest {

    @Test
    void shouldNameWhatAProfileOrSourceLacks() {
        assertInvalid("header", () -> scheme("hmac"));
        assertInvalid("algorithm", () -> scheme("hmac", "header", "S", "algorithm", "md5"));
        assertInvalid("timestamp-header", () -> scheme("hmac", "header", "S", "signed", "{body}{timestamp}"));
        assertInvalid("signed", () -> scheme("hmac", "header", "S", "signed", "{method}"));
        assertInvalid("signed", () -> scheme("hmac", "header", "S", "signed", "v0"));
        assertInvalid("signed", () -> scheme("hmac", "header", "S", "signed", "{body}}"));
        assertInvalid("signed", () -> scheme("hmac", "header", "S", "signed", "{header:}{body}"));
        assertInvalid("timestamp-header", () -> scheme("hmac", "header", "S", "timestamp-header", "T"));
        assertInvalid("timestamp-part", () -> scheme("hmac", "header", "S", "timestamp-part", "t"));
        assertInvalid("timestamp-member", () -> scheme("hmac", "header", "S", "timestamp-member", "a..b"));
        assertInvalid(
                "timestamp-member",
                () -> scheme("hmac", "header", "S", "signed", "{header:I}", "timestamp-member", "a"));
        assertInvalid(
                "required-part", () -> scheme("hmac", "header", "S", "signature-part", "s", "required-part", "v"));
        assertInvalid("part-separator", () -> scheme("hmac", "header", "S", "part-separator", ";"));
        assertInvalid("matching-header", () -> scheme("hmac", "header", "S", "matching-header", "E"));
        assertInvalid("key", () -> scheme("hmac", "header", "S", "key", "rot13"));
        assertInvalid("signed", () -> scheme("hmac", "header", "S", "signed", "{path}{body}"));
        assertInvalid("timestamp-header", () -> scheme("hmac", "header", "S", "signed", "{timestamp}{body}"));
        assertInvalid("heder", () -> scheme("hmac", "header", "S", "heder", "S"));
        assertInvalid("token", () -> scheme("hmac-in-body", "timestamp", "a.b", "token", "a..c", "signature", "a.d"));
        assertInvalid("signature", () -> scheme("hmac-in-body", "timestamp", "a.b", "token", "a.c"));
        assertInvalid(
                "signature",
                () -> SignatureSchemes.of(
                        "hmac-in-body",
                        Map.of("timestamp", List.of("a"), "token", List.of("b"), "signature", List.of("c", "d"))));
        assertInvalid("algorithm", () -> scheme("public-key", "header", "S", "algorithm", "rsa-md5"));
        assertInvalid("algorithm", () -> scheme("public-key", "header", "S"));
        assertInvalid(
                "signed",
                () -> scheme(
                        "public-key",
                        "header",
                        "S",
                        "algorithm",
                        "ed25519",
                        "signed",
                        "{timestamp}",
                        "timestamp-header",
                        "T"));
        assertInvalid("algorithm", () -> scheme("digest-in-body", "member", "auth", "algorithm", "crc32"));
        assertInvalid("member", () -> scheme("digest-in-body", "member", "a.b"));
        assertInvalid("member", () -> scheme("secret-in-body"));
        assertInvalid("scheme", () -> scheme("hmca"));
        assertInvalid("secret", () -> scheme("hmac", "header", "S").verifier(keys()));
        assertInvalid("public-url", () -> scheme("form-hmac", "header", "S", "field", "f")
                .verifier(keys("k")));
    }

    private static void assertInvalid(String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOfSatisfying(InvalidParameter.class, failure -> assertThat(failure.key())
                .isEqualTo(key));
    }
}
