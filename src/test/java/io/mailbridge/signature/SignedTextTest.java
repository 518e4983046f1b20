package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.NOW;
import static io.mailbridge.signature.Signed.keys;
import static io.mailbridge.signature.Signed.request;
import static io.mailbridge.signature.Signed.scheme;
import static io.mailbridge.signature.Signed.seconds;
import static io.mailbridge.support.Macs.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.support.Macs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hmac scheme with what is signed, and where its parts are, given by a profile. */
class SignedTextTest {
    private static final String BODY = "{\"type\":\"opened\",\"meta\":{\"at\":\"2026-01-06T10:00:00.5Z\"}}";
    private static final SignatureScheme BODILESS = scheme(
            "hmac",
            "header",
            "Sig",
            "timestamp-header",
            "Time",
            "signed",
            "{header:Id}.{header:Event}.{timestamp}",
            "matching-header",
            "Event",
            "matching-member",
            "type");
    private static final SignatureScheme FIELD = scheme("hmac", "header", "Sig", "signed", "{field:event}");

    @Test
    void shouldSignWhatTheTemplateSaysInItsOrder() {
        SignatureScheme scheme =
                scheme("hmac", "header", "Sig", "signed", "{method} {url}\n{header:Id}|{body}|{header:Id}");
        SignatureKeys keys = new SignatureKeys(
                List.of("k"), Duration.ZERO, "https://h.example/a", List.of(), Signed.CLOCK, Signed.NO_CERTIFICATES);
        String code = hex("HmacSHA256", "k", "POST https://h.example/a\n7|" + BODY + "|7");

        assertThat(scheme.verifier(keys)
                        .verify(request(BODY, "Sig", code, "Id", "7"))
                        .isValid())
                .isTrue();
        assertThat(scheme.verifier(keys).verify(request(BODY, "Sig", code, "Id", "8")))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(scheme.verifier(keys).verify(request(BODY, "Sig", code)).reason())
                .contains("header Id");
        assertThatThrownBy(() -> scheme.verifier(keys("k")))
                .isInstanceOfSatisfying(InvalidParameter.class, failure -> assertThat(failure.key())
                        .isEqualTo("public-url"));
    }

    /** The body is not signed: whoever saw one request could send any other with its signature. */
    @Test
    void shouldTakeASignatureWithoutABodyForOneBodyOnly() {
        SignatureVerifier verifier = BODILESS.verifier(keys("k"));

        assertThat(verifier.verify(bodiless("1", "opened", BODY)).isValid()).isTrue();
        assertThat(verifier.verify(bodiless("1", "opened", BODY)).isValid())
                .as("sent again")
                .isTrue();
        assertThat(verifier.verify(bodiless("1", "opened", "{\"type\":\"opened\",\"x\":1}"))
                        .reason())
                .contains("with another event before");
        assertThat(verifier.verify(bodiless("2", "opened", "{\"type\":\"opened\",\"x\":1}"))
                        .isValid())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"clicked\"}",
                "{\"type\":\"opened\",\"type\":\"clicked\"}",
                "{\"type\":\"clicked\",\"type\":\"opened\"}",
                "{\"type\":\"opened\",\"\\u0074ype\":\"clicked\"}",
                "{\"type\":[\"opened\"]}",
                "{\"type\":\"opened\"} {\"type\":\"clicked\"}",
                "[{\"type\":\"opened\"}]",
                "{\"type\":\"opened\"",
                "opened",
                ""
            })
    void shouldRefuseABodyOfAnotherEventThanTheSignedHeader(String body) {
        assertThat(BODILESS.verifier(keys("k"))
                        .verify(bodiless("1", "opened", body))
                        .reason())
                .contains("another event than its body");
    }

    @Test
    void shouldSignTheDecodedFieldOfAFormAndJsonAsItIs() {
        SignatureVerifier verifier = FIELD.verifier(keys("k"));
        String code = hex("HmacSHA256", "k", "{\"a\":\"b c+d\"}");

        assertThat(verifier.verify(request("x=1&event=%7B%22a%22:%22b+c%2Bd%22%7D", "Sig", code))
                        .isValid())
                .isTrue();
        assertThat(verifier.verify(request("{\"a\":\"b c+d\"}", "Sig", code)).isValid())
                .isTrue();
    }

    /** Each could be read as something else than what is signed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "event=EVENT&event=evil",
                "event=evil&event=EVENT",
                "%65vent=evil&event=EVENT",
                "%65vent=EVENT&type=evil",
                "{\"evil\":\"&event=EVENT&x=\"}",
                " {\"evil\":\"&event=EVENT&x=\"}",
                "\n[\"&event=EVENT&x=\"]",
                "--b\r\nContent-Disposition: form-data; name=\"event\"\r\n\r\nevil\r\n--b--&event=EVENT",
                "Event=EVENT",
                "event",
                "",
            })
    void shouldRefuseAFormThatCouldBeReadInAnotherWay(String body) {
        String form = body.replace("EVENT", "%7B%22a%22:1%7D");

        assertThat(FIELD.verifier(keys("k"))
                        .verify(request(form, "Sig", hex("HmacSHA256", "k", "{\"a\":1}")))
                        .isValid())
                .isFalse();
    }

    @Test
    void shouldDecodeASignatureWithPercentSignsInWhichAPlusIsOne() {
        SignatureScheme scheme = scheme("hmac", "header", "Sig", "encoding", "base64", "percent-encoded", "true");
        for (int i = 0; i < 200; i++) {
            String body = "{\"a\":" + i + "}";
            String code = Macs.base64("HmacSHA256", "k", body);
            SignatureVerifier verifier = scheme.verifier(keys("k"));

            assertThat(verifier.verify(request(body, "Sig", code)).isValid()).isTrue();
            assertThat(verifier.verify(request(
                                    body,
                                    "Sig",
                                    java.net.URLEncoder.encode(code, java.nio.charset.StandardCharsets.UTF_8)))
                            .isValid())
                    .isTrue();
        }
        assertThat(scheme.verifier(keys("k"))
                        .verify(request(BODY, "Sig", "%zz"))
                        .isValid())
                .isFalse();
    }

    @Test
    void shouldNeverCallASignatureValidThatAnybodyCanMake() {
        SignatureScheme scheme = scheme("hmac", "header", "Sig", "test-key", "published");

        Verdict verdict = scheme.verifier(keys("k")).verify(request(BODY, "Sig", hex("HmacSHA256", "published", BODY)));
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.TEST);
        assertThat(verdict.isValid()).isFalse();
        assertThatThrownBy(() -> scheme.verifier(keys("k", "published")))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageNotContaining("'published'");
    }

    @Test
    void shouldReadAKeyInHex() {
        SignatureScheme scheme = scheme("hmac", "header", "Sig", "key", "hex");

        assertThat(scheme.verifier(keys("6b"))
                        .verify(request(BODY, "Sig", hex("HmacSHA256", "k", BODY)))
                        .isValid())
                .isTrue();
        assertThatThrownBy(() -> scheme.verifier(keys("6x")))
                .hasMessageContaining("hex")
                .hasMessageNotContaining("6x");
    }

    private static SignedRequest bodiless(String id, String event, String body) {
        String time = seconds(NOW);
        String code = hex("HmacSHA256", "k", id + "." + event + "." + time);
        return request(body, "Sig", code, "Id", id, "Event", event, "Time", time);
    }
}
