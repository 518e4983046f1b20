package io.mailbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.signature.SignatureKeys;
import io.mailbridge.signature.SignedRequest;
import io.mailbridge.signature.Verdict;
import io.mailbridge.support.Macs;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The profiles' parameters against signatures made as the platforms' documents say; the schemes have tests of their own. */
class ProfileSignaturesTest {
    private static final String KEY = "c2VjcmV0LWtleS0wMQ==";
    private static final byte[] TEXT_KEY = KEY.getBytes(UTF_8);
    private static final byte[] DECODED_KEY = Base64.getDecoder().decode(KEY);
    private static final String BODY = "{\"url\":\"https:\\/\\/a.example\"}\r\n";
    private static final String NOW = "" + Normalizing.RECEIVED_AT.getEpochSecond();

    @ParameterizedTest
    @CsvSource({"mailersend, Signature", "mailtrap, Mailtrap-Signature"})
    void shouldAcceptAHexSignatureOfTheBody(String profile, String header) {
        assertAccepted(profile, KEY, Map.of(header, hex(TEXT_KEY, BODY)));
    }

    @Test
    void shouldAcceptSalesforcesKeyAsItIsAndDecoded() {
        assertAccepted("salesforce-ens", KEY, Map.of("x-sfmc-ens-signature", base64(TEXT_KEY, BODY)));
        assertAccepted("salesforce-ens", KEY, Map.of("x-sfmc-ens-signature", base64(DECODED_KEY, BODY)));
    }

    @Test
    void shouldAcceptCustomerIosSignatureOfTimeAndBody() {
        String late = "" + (Normalizing.RECEIVED_AT.getEpochSecond() - 301);

        assertAccepted("customerio", KEY, customerIo(NOW));
        assertThat(verdict("customerio", KEY, customerIo(late), BODY)).isEqualTo(Verdict.Kind.INVALID);
    }

    @ParameterizedTest
    @CsvSource({"resend, svix-", "resend, webhook-", "generic, webhook-", "generic, svix-"})
    void shouldAcceptStandardWebhooks(String profile, String prefix) {
        Map<String, String> headers = Map.of(
                prefix + "id",
                "msg_1",
                prefix + "timestamp",
                NOW,
                prefix + "signature",
                "v1," + base64(DECODED_KEY, "msg_1." + NOW + "." + BODY));

        assertAccepted(profile, "whsec_" + KEY, headers);
    }

    /** An event of a subaccount is signed with its key and with that of the account above it, which the source has. */
    @ParameterizedTest
    @CsvSource({
        "signature, parent-signature, VALID",
        "parent-signature, signature, VALID",
        "signature, other, VALID",
        "parent-signature, other, VALID",
        "other, parent, INVALID",
    })
    void shouldAcceptAnEventOfASubaccountOfMailgun(String right, String wrong, Verdict.Kind expected) {
        String body = "{\"signature\":{\"timestamp\":\"" + NOW + "\",\"token\":\"t\",\"" + wrong + "\":\"00\",\""
                + right + "\":\"" + hex(TEXT_KEY, NOW + "t") + "\"},\"event-data\":{}}";

        assertThat(verdict("mailgun", KEY, Map.of(), body)).isEqualTo(expected);
    }

    private static Map<String, String> customerIo(String timestamp) {
        return Map.of("X-CIO-Timestamp", timestamp, "X-CIO-Signature", hex(TEXT_KEY, "v0:" + timestamp + ":" + BODY));
    }

    private static void assertAccepted(String profile, String secret, Map<String, String> headers) {
        assertThat(verdict(profile, secret, headers, BODY)).isEqualTo(Verdict.Kind.VALID);
        assertThat(verdict(profile, secret, headers, BODY + " ")).isEqualTo(Verdict.Kind.INVALID);
        assertThat(verdict(profile, secret, Map.of(), BODY)).isEqualTo(Verdict.Kind.INVALID);
    }

    private static Verdict.Kind verdict(String profile, String secret, Map<String, String> headers, String body) {
        Clock clock = Clock.fixed(Normalizing.RECEIVED_AT, ZoneOffset.UTC);
        SignatureKeys keys = new SignatureKeys(List.of(secret), Duration.ofMinutes(5), null, List.of(), clock, null);
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return Normalizing.profile(profile)
                .signature()
                .verifier(keys)
                .verify(new SignedRequest() {
                    @Override
                    public String header(String name) {
                        return anyCase.get(name);
                    }

                    @Override
                    public byte[] body() {
                        return body.getBytes(UTF_8);
                    }
                })
                .kind();
    }

    private static String hex(byte[] key, String signed) {
        return HexFormat.of().formatHex(Macs.of("HmacSHA256", key, signed));
    }

    private static String base64(byte[] key, String signed) {
        return Base64.getEncoder().encodeToString(Macs.of("HmacSHA256", key, signed));
    }
}
