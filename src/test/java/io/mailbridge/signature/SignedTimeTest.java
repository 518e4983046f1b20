package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.NOW;
import static io.mailbridge.signature.Signed.keys;
import static io.mailbridge.signature.Signed.request;
import static io.mailbridge.signature.Signed.scheme;
import static io.mailbridge.signature.Signed.seconds;
import static io.mailbridge.support.Macs.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the hmac scheme finds the time of a request, as a profile says, and how it may be written. */
class SignedTimeTest {
    private static final String BODY = "{\"type\":\"opened\",\"meta\":{\"at\":\"2026-01-06T10:00:00.5Z\"}}";
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
}
