package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.NOW;
import static io.mailbridge.signature.Signed.keys;
import static io.mailbridge.signature.Signed.request;
import static io.mailbridge.signature.Signed.scheme;
import static io.mailbridge.signature.Signed.seconds;
import static io.mailbridge.support.Macs.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemes whose signature or secret is in the body: in JSON of any layout, and in forms. */
class InBodySchemesTest {
    private static final String TIME = seconds(NOW);
    private static final String CODE = hex("HmacSHA256", "k", TIME + "t1");
    private static final SignatureScheme MAILGUN = SignatureSchemes.of(
            "hmac-in-body",
            Map.of(
                    "timestamp", List.of("signature.timestamp", "signature.timestamp", "timestamp"),
                    "token", List.of("signature.token", "signature.token", "token"),
                    "signature", List.of("signature.signature", "signature.parent-signature", "signature")));
    private static final SignatureScheme DIGEST = scheme("digest-in-body", "member", "auth", "algorithm", "md5");
    private static final SignatureScheme SECRET = scheme("secret-in-body", "member", "SecretKey");

    /** Mailgun signs an event of a subaccount with its key and with that of the account above it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'signature':{'timestamp':'TIME','token':'t1','signature':'CODE'}}                         | true",
                "{'signature':{'timestamp':'TIME','token':'t1','signature':'00','parent-signature':'CODE'}} | true",
                "{'signature':{'timestamp':'TIME','token':'t1','parent-signature':'CODE','signature':'00'}} | true",
                "{'signature':{'timestamp':'TIME','token':'t1','parent-signature':'CODE'}}                  | true",
                "{'event':{'a':[1,{}]},'signature':{'x':{'token':1},'timestamp':'TIME','token':'t1','signature':'CODE'}} | true",
                "{'signature':{'timestamp':'TIME','token':'t2','signature':'00','parent-signature':'CODE'}} | false",
                "{'signature':{'timestamp':'1','token':'t1','signature':'00','parent-signature':'CODE'}}    | false",
                "{'parent-signature':'CODE','signature':{'timestamp':'TIME','token':'t1','signature':'00'}} | false",
                "{'signature':{'timestamp':'TIME','token':'t1'}}                                            | false",
                "{'signature':[{'timestamp':'TIME','token':'t1','signature':'CODE'}]}                       | false",
                "event=opened&timestamp=TIME&token=t1&signature=CODE                                        | true",
                "timestamp=1&token=x&signature=y&timestamp=TIME&token=t1&signature=CODE&event=a             | true",
                "timestamp=TIME&token=t1&signature=CODE&timestamp=1                                         | false",
                "timestamp=TIME&token=t1&signature=CODE&signature=                                          | false",
                "signature[timestamp]=TIME&signature%5Btoken%5D=t1&signature[signature]=CODE                | true",
                "timestamp=TIME&token=t1                                                                    | false",
                "timestamp=TIME&token=t1&signature=%zz                                                      | false",
            })
    void shouldTakeAnyPlaceOfASignature(String body, boolean valid) {
        String given = body.replace('\'', '"').replace("TIME", TIME).replace("CODE", CODE);

        Verdict verdict = MAILGUN.verifier(keys("other", "k")).verify(request(given));

        assertThat(verdict.isValid()).as(verdict.reason()).isEqualTo(valid);
        assertThat(MAILGUN.verifier(keys("other")).verify(request(given)).isValid())
                .isFalse();
    }

    @Test
    void shouldSayOfThePlaceThatIsThereWhatIsWrong() {
        String form = "timestamp=" + seconds(NOW.minusSeconds(400)) + "&token=t1&signature=" + CODE;

        assertThat(MAILGUN.verifier(keys("k")).verify(request(form))).isEqualTo(TimestampWindow.TOO_OLD);
        assertThat(MAILGUN.verifier(keys("k")).verify(request("a=b")).reason()).contains("holds no timestamp");
    }

    @Test
    void shouldReadMultipartForms() {
        String form = part("event", "opened") + part("timestamp", TIME) + part("token", "x") + part("token", "t1")
                + "--b1\r\nContent-Disposition: form-data; name=\"attachment-1\"; filename=\"a.eml\"\r\n"
                + "Content-Type: message/rfc822\r\n\r\nTo: a\r\n\r\n--b\r\n" + "--b\r\n"
                + part("signature", CODE) + "--b1--\r\n";

        assertThat(MAILGUN.verifier(keys("k")).verify(request(form)).isValid()).isTrue();
        assertThat(MAILGUN.verifier(keys("k")).verify(request(form.replace("t1\r\n", "t2\r\n"))))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
        for (int length = 0; length < form.length() - 4; length++) {
            assertThat(MAILGUN.verifier(keys("k"))
                            .verify(request(form.substring(0, length)))
                            .isValid())
                    .as("cut at " + length)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auth\":\"DIGEST\",\"a\":1}",
                "{ \"a\" : \"b\\/c\\u00e9\" ,\t\"auth\" : \"DIGEST\" }\r\n",
                "{\"a\":{\"auth\":\"x\"},\"auth\":\"DIGEST\",\"b\":[{\"auth\":\"y\"}]}",
                "{\"ü\":\"üüü\",\"auth\":\"DIGEST\"}",
                "{\"\\u0061uth\":\"DIGEST\"}"
            })
    void shouldDigestTheRawBodyWithTheKeyInItsPlace(String template) {
        String body = digested(template, "key");

        assertThat(DIGEST.verifier(keys("old", "key")).verify(request(body)).isValid())
                .isTrue();
        assertThat(DIGEST.verifier(keys("key")).verify(request(body + " "))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(DIGEST.verifier(keys("other")).verify(request(body))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(DIGEST.verifier(keys("key")).verify(request(template.replace("DIGEST", "key"))))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
    }

    /** Each has a right digest of its bytes, and is another message than it seems. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auth\":\"DIGEST\",\"auth\":\"x\"}",
                "{\"auth\":\"x\",\"auth\":\"DIGEST\"}",
                "{\"auth\":\"x\",\"\\u0061uth\":\"DIGEST\"}",
                "{\"auth\":\"DIGEST\"}\u0080\u0000{}",
                "{\"auth\":\"DIGEST\"}{\"event\":1}",
                "{\"auth\":\"DIGEST\"",
                "{\"a\":{\"auth\":\"DIGEST\"}}",
                "[{\"auth\":\"DIGEST\"}]",
                "{\"auth\":[\"DIGEST\"]}",
                "auth=DIGEST",
                "DIGEST",
                ""
            })
    void shouldRefuseABodyThatIsNotOneObjectWithOneDigest(String template) {
        assertThat(DIGEST.verifier(keys("key"))
                        .verify(request(digested(template, "key")))
                        .isValid())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32BE"})
    void shouldRefuseADigestInAnotherEncoding(String charset) throws Exception {
        byte[] body = digested("{\"auth\":\"DIGEST\"}", "key").getBytes(charset);

        assertThat(DIGEST.verifier(keys("key")).verify(request(body)).isValid()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'SecretKey':'s3'}                 | true",
                "{'a':[],'SecretKey':'s2','b':1}    | true",
                "SecretKey=s3&a=b                   | true",
                "a=b&SecretKey=%733                 | true",
                "{'SecretKey':'s4'}                 | false",
                "{'SecretKey':''}                   | false",
                "{'SecretKey':null}                 | false",
                "{'SecretKey':['s3']}               | false",
                "{'a':{'SecretKey':'s3'}}           | false",
                "{'secretkey':'s3'}                 | false",
                "{'SecretKey':'s2,s3'}              | false",
                "SecretKey                          | false",
                "s3                                 | false",
            })
    void shouldCompareTheSecretInTheBody(String body, boolean valid) {
        Verdict verdict = SECRET.verifier(keys("s2", "s3")).verify(request(body.replace('\'', '"')));

        assertThat(verdict.isValid()).as(verdict.reason()).isEqualTo(valid);
        if (!valid) {
            assertThat(verdict.reason()).doesNotContain("s2").doesNotContain("s3");
        }
    }

    private static String part(String name, String value) {
        return "--b1\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String digested(String template, String key) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5")
                    .digest(template.replace("DIGEST", key).getBytes(StandardCharsets.UTF_8));
            return template.replace("DIGEST", HexFormat.of().formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
