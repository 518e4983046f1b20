package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.NOW;
import static io.mailbridge.signature.Signed.keys;
import static io.mailbridge.signature.Signed.request;
import static io.mailbridge.signature.Signed.scheme;
import static io.mailbridge.signature.Signed.seconds;
import static io.mailbridge.support.Macs.base64;
import static io.mailbridge.support.Macs.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemes with a shared secret: what counts as signed, and that nothing else does. */
class HmacSchemesTest {
    private static final String BODY = "{\"url\":\"https:\\/\\/a.example\"}\r\n";
    private static final SignatureScheme HEX = scheme("hmac", "header", "Signature");
    private static final SignatureScheme TIMED = scheme(
            "hmac",
            "header",
            "X-Sig",
            "timestamp-header",
            "X-Time",
            "signed",
            "v0:{timestamp}:{body}",
            "prefix",
            "v0=");
    private static final SignatureScheme IN_BODY = scheme(
            "hmac-in-body",
            "timestamp",
            "signature.timestamp",
            "token",
            "signature.token",
            "signature",
            "signature.signature");
    private static final SignatureScheme FORM = scheme(
            "form-hmac", "header", "X-Mandrill-Signature", "field", "mandrill_events", "test-key", "test-webhook");
    private static final String URL = "https://hooks.example.com/m?x=1";

    @Test
    void shouldTakeAnyOfSeveralKeysAndNoOther() {
        SignatureVerifier verifier = HEX.verifier(keys("old", "new"));

        assertThat(verifier.verify(request(BODY, "signature", hex("HmacSHA256", "new", BODY)))
                        .isValid())
                .isTrue();
        assertThat(verifier.verify(request(BODY, "signature", hex("HmacSHA256", "old", BODY)))
                        .isValid())
                .isTrue();
        assertThat(verifier.verify(request(BODY, "signature", hex("HmacSHA256", "other", BODY))))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(verifier.verify(request(BODY.strip(), "signature", hex("HmacSHA256", "new", BODY))))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "zz", "not hex at all", "%", "é"})
    void shouldRefuseWhatIsNoSignature(String signature) {
        assertThat(HEX.verifier(keys("k"))
                        .verify(request(BODY, "Signature", signature))
                        .isValid())
                .isFalse();
        assertThat(HEX.verifier(keys("k")).verify(request(BODY)).reason()).contains("Signature");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-300, true", "-301, false", "300, true", "301, false"})
    void shouldHoldATimestampToTheTolerance(int offset, boolean valid) {
        String time = seconds(NOW.plusSeconds(offset));

        assertThat(TIMED.verifier(keys("k")).verify(timed(time)).isValid()).isEqualTo(valid);
        assertThat(TIMED.verifier(tolerance(Duration.ZERO)).verify(timed(time)).isValid())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1e9", "99999999999999999999", "1767693600.5", " 1767693600"})
    void shouldRefuseWhatIsNoTimestamp(String time) {
        assertThat(TIMED.verifier(tolerance(Duration.ZERO)).verify(timed(time))).isEqualTo(TimestampWindow.NONE);
    }

    @Test
    void shouldNotTakeTheSignatureOfAnotherTime() {
        String signature = "v0=" + hex("HmacSHA256", "k", "v0:" + seconds(NOW) + ":" + BODY);

        assertThat(TIMED.verifier(keys("k"))
                        .verify(request(BODY, "X-Sig", signature, "X-Time", seconds(NOW.plusSeconds(1)))))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
    }

    @Test
    void shouldReadTheKeyAsTextAndAsBase64() {
        SignatureScheme both = scheme("hmac", "header", "S", "encoding", "base64", "key", "text-or-base64");

        assertThat(both.verifier(keys("c2VjcmV0"))
                        .verify(request(BODY, "S", base64("HmacSHA256", "c2VjcmV0", BODY)))
                        .isValid())
                .isTrue();
        assertThat(both.verifier(keys("c2VjcmV0"))
                        .verify(request(BODY, "S", base64("HmacSHA256", "secret", BODY)))
                        .isValid())
                .isTrue();
        assertThat(both.verifier(keys("no base64!"))
                        .verify(request(BODY, "S", base64("HmacSHA256", "no base64!", BODY)))
                        .isValid())
                .isTrue();
        assertThatThrownBy(() -> scheme("hmac", "header", "S", "key", "base64").verifier(keys("no base64!")))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageNotContaining("no base64!");
    }

    @Test
    void shouldReadASignatureInsideTheBody() {
        SignatureVerifier verifier = IN_BODY.verifier(keys("k"));

        assertThat(verifier.verify(request(inBody("t1", NOW, "{\"event\":\"opened\"}")))
                        .isValid())
                .isTrue();
        assertThat(verifier.verify(request(inBody("t2", NOW.minusSeconds(301), "{}"))))
                .isEqualTo(TimestampWindow.TOO_OLD);
        assertThat(verifier.verify(request(inBody("t3", NOW, "{}").replace("t3", "t4"))))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
    }

    /** The event is not signed: a recorded token could be used with any. */
    @Test
    void shouldTakeATokenWithOneBodyOnly() {
        SignatureVerifier verifier = IN_BODY.verifier(keys("k"));
        String first = inBody("t1", NOW, "{\"event\":\"delivered\"}");

        assertThat(verifier.verify(request(first)).isValid()).isTrue();
        assertThat(verifier.verify(request(first)).isValid()).as("sent again").isTrue();
        assertThat(verifier.verify(request(inBody("t1", NOW, "{\"event\":\"opened\"}")))
                        .reason())
                .contains("token came with another event");
        assertThat(verifier.verify(request(first)).isValid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "nonsense",
                "{\"signature\":7}",
                "{\"signature\":{}}",
                "{\"signature\":{\"timestamp\":{},\"token\":[],\"signature\":null}}",
                "{\"signature\":{\"timestamp\":\"1\"",
            })
    void shouldRefuseABodyWithoutASignature(String body) {
        assertThat(IN_BODY.verifier(keys("k")).verify(request(body)).isValid()).isFalse();
    }

    @Test
    void shouldSignTheUrlAndAllFieldsInOrder() {
        SignatureVerifier verifier = FORM.verifier(form("k"));
        String signature = base64("HmacSHA1", "k", URL + "a1" + "mandrill_events[{\"a\":\"b c+ü\"}]" + "z");

        String body = "z=&mandrill_events=%5B%7B%22a%22%3A%22b+c%2B%C3%BC%22%7D%5D&a=1";
        assertThat(verifier.verify(request(body, "X-Mandrill-Signature", signature))
                        .isValid())
                .isTrue();
        assertThat(verifier.verify(request(body + "&b=2", "X-Mandrill-Signature", signature))
                        .isValid())
                .isFalse();
        assertThat(FORM.verifier(new SignatureKeys(
                                List.of("k"),
                                Duration.ZERO,
                                URL + "/",
                                List.of(),
                                Signed.CLOCK,
                                Signed.NO_CERTIFICATES))
                        .verify(request(body, "X-Mandrill-Signature", signature))
                        .isValid())
                .isFalse();
    }

    @Test
    void shouldTakeTheTestKeyForNoEventsOnly() {
        SignatureVerifier verifier = FORM.verifier(form("k"));

        assertThat(verifier.verify(test("mandrill_events=%5B%5D", "mandrill_events[]"))
                        .isValid())
                .isTrue();
        assertThat(verifier.verify(test("mandrill_events=%5B1%5D", "mandrill_events[1]"))
                        .isValid())
                .isFalse();
        assertThat(verifier.verify(test("a=%5B%5D", "a[]")).isValid()).isFalse();
        assertThat(verifier.verify(test("mandrill_events=%5B%5D&x=1", "mandrill_events[]x1"))
                        .isValid())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "&&&", "a", "a=%", "a=%4", "a=%zz", "%=%"})
    void shouldRefuseMalformedForms(String body) {
        assertThat(FORM.verifier(form("k"))
                        .verify(request(body, "X-Mandrill-Signature", "c2ln"))
                        .isValid())
                .isFalse();
    }

    private static SignatureKeys tolerance(Duration tolerance) {
        return new SignatureKeys(List.of("k"), tolerance, null, List.of(), Signed.CLOCK, Signed.NO_CERTIFICATES);
    }

    private static SignatureKeys form(String key) {
        return new SignatureKeys(
                List.of(key), Duration.ofMinutes(5), URL, List.of(), Signed.CLOCK, Signed.NO_CERTIFICATES);
    }

    private static SignedRequest timed(String time) {
        return request(BODY, "X-Sig", "v0=" + hex("HmacSHA256", "k", "v0:" + time + ":" + BODY), "X-Time", time);
    }

    private static SignedRequest test(String body, String signed) {
        return request(body, "X-Mandrill-Signature", base64("HmacSHA1", "test-webhook", URL + signed));
    }

    private static String inBody(String token, Instant time, String event) {
        return "{\"event-data\":" + event + ",\"signature\":{\"timestamp\":\"" + seconds(time) + "\",\"token\":\""
                + token + "\",\"signature\":\"" + hex("HmacSHA256", "k", seconds(time) + token) + "\"}}";
    }
}
