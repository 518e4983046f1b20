package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.NOW;
import static io.mailbridge.signature.Signed.hex;
import static io.mailbridge.signature.Signed.keys;
import static io.mailbridge.signature.Signed.request;
import static io.mailbridge.signature.Signed.scheme;
import static io.mailbridge.signature.Signed.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    private static final SignatureScheme PARTS = scheme(
            "hmac",
            "header",
            "Sig",
            "signature-part",
            "v1",
            "timestamp-part",
            "t",
            "required-part",
            "alg=hs256",
            "signed",
            "{timestamp}.{body}");
    private static final SignatureScheme MEMBER = scheme("hmac", "header", "Sig", "timestamp-member", "meta.at");

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t=TIME,v1=CODE,alg=hs256          | true",
                " alg=hs256 , v1=CODE , t=TIME     | true",
                "v1=00,v1=CODE,t=TIME,alg=hs256    | true",
                "t=TIME,v1=CODE                    | false",
                "t=TIME,v1=CODE,alg=none           | false",
                "t=TIME,v1=CODE,alg=hs256,alg=none | false",
                "t=TIME,v0=CODE,alg=hs256          | false",
                "t=1,v1=CODE,alg=hs256             | false",
                "t=1,t=TIME,v1=CODE,alg=hs256      | false",
                "v1=CODE,alg=hs256                 | false",
                "t=TIME;v1=CODE;alg=hs256          | false",
                "CODE                              | false",
                "=,=,=                             | false",
            })
    void shouldFindCodeAndTimeInPartsOfOneHeader(String header, boolean valid) {
        String time = seconds(NOW);
        String code = hex("HmacSHA256", "k", time + "." + BODY);

        assertThat(PARTS.verifier(keys("k"))
                        .verify(request(
                                BODY, "Sig", header.replace("TIME", time).replace("CODE", code)))
                        .isValid())
                .isEqualTo(valid);
        assertThat(PARTS.verifier(keys("k"))
                        .verify(request(BODY, "Sig", "x=1,".repeat(1000) + header))
                        .isValid())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1767693600                      | true",
                "1767693600123                   | true",
                "1767693899999                   | true",
                "1767693900001                   | false",
                "2026-01-06T10:00:00Z            | true",
                "2026-01-06T11:04:59.9999+01:00  | true",
                "2026-01-06T11:00:00Z            | false",
                "Tue, 06 Jan 2026 10:00:00 GMT   | true",
                "Tue, 06 Jan 2026 15:00:00 GMT   | false",
                "Mon, 06 Jan 2026 10:00:00 GMT   | false",
                "2026-01-06                      | false",
                "999999999999999                 | false",
            })
    void shouldReadTimesInSecondsMillisecondsIsoAndAsHttpDates(String time, boolean valid) {
        SignatureScheme scheme =
                scheme("hmac", "header", "Sig", "timestamp-header", "Time", "signed", "{body}{timestamp}");
        SignatureVerifier verifier = scheme.verifier(keys("k"));

        assertThat(verifier.verify(request(BODY, "Sig", hex("HmacSHA256", "k", BODY + time), "Time", time))
                        .isValid())
                .isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'meta':{'at':1767693600}}                              | true",
                "{'x':{'at':1},'meta':{'y':[{'at':1}],'at':'1767693600'}} | true",
                "{'meta':{'at':1}}                                       | false",
                "{'at':1767693600}                                       | false",
                "{'meta':{'at':null}}                                    | false",
                "{'meta':{'at':{'at':1767693600}}}                       | false",
                "{'meta':1767693600}                                     | false",
                "{'meta':{'at':1767693600},'meta':{}}                    | false",
                "{'meta':{'at':1767693600},'meta':7}                     | false",
                "{'meta':{'at':1767693600,'at':1}}                       | false",
                "nonsense                                                | false",
            })
    void shouldTakeTheTimeFromAMemberOfTheBody(String body, boolean valid) {
        String json = body.replace('\'', '"');

        assertThat(MEMBER.verifier(keys("k"))
                        .verify(request(json, "Sig", hex("HmacSHA256", "k", json)))
                        .isValid())
                .isEqualTo(valid);
        assertThat(MEMBER.verifier(keys("k")).verify(request(json, "Sig", hex("HmacSHA256", "other", json))))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
    }

    @Test
    void shouldDecodeASignatureWithPercentSignsInWhichAPlusIsOne() {
        SignatureScheme scheme = scheme("hmac", "header", "Sig", "encoding", "base64", "percent-encoded", "true");
        for (int i = 0; i < 200; i++) {
            String body = "{\"a\":" + i + "}";
            String code = Signed.base64("HmacSHA256", "k", body);
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
