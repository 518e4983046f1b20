package io.mailbridge.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures computed with other libraries by the platforms' documents, through the parameters that their profiles have. */
class MoreVectorsTest {
    private static final Map<String, SignatureScheme> SCHEMES = new LinkedHashMap<>();
    /** When most of them were made. */
    private static final Map<String, Instant> TIMES = Map.of(
            "mailgun-legacy",
            Instant.parse("2026-02-03T09:03:32Z"),
            "klaviyo",
            Instant.parse("2026-01-06T09:05:13Z"),
            "zeptomail",
            Instant.parse("2026-01-06T09:05:13Z"),
            "mailerlite",
            Instant.parse("2026-01-06T09:05:13Z"));

    static {
        put(
                "postal",
                "public-key",
                "header=X-Postal-Signature-256",
                "header=X-Postal-Signature",
                "algorithm=rsa-sha256",
                "algorithm=rsa-sha1");
        put("mailpace", "public-key", "header=X-MailPace-Signature", "algorithm=ed25519");
        put("unisender-go", "digest-in-body", "member=auth", "algorithm=md5");
        put("socketlabs", "secret-in-body", "member=SecretKey");
        put("mailgun-legacy", "hmac-in-body", "timestamp=timestamp", "token=token", "signature=signature");
        put("loops", "standard-webhooks");
        put("ahasend", "standard-webhooks", "key=text");
        put("sweego", "standard-webhooks", "bare=true");
        put(
                "klaviyo",
                "hmac",
                "header=Klaviyo-Signature",
                "timestamp-header=Klaviyo-Timestamp",
                "timestamp-member=meta.timestamp",
                "signed={body}{timestamp}");
        put("mailerlite", "hmac", "header=Signature");
        put(
                "zeptomail",
                "hmac",
                "header=producer-signature",
                "signature-part=s",
                "part-separator=;",
                "required-part=s-algorithm=HmacSHA256",
                "percent-encoded=true",
                "encoding=base64",
                "signed={field:event}");
        put(
                "lettermint",
                "hmac",
                "header=X-Lettermint-Signature",
                "signature-part=v1",
                "timestamp-part=t",
                "signed={timestamp}.{body}");
        put(
                "lettermint-older-form",
                "hmac",
                "header=X-Lettermint-Signature",
                "prefix=sha256=",
                "timestamp-header=X-Lettermint-Timestamp",
                "signed={timestamp}.{body}");
        put("forwardemail", "hmac", "header=X-Webhook-Signature");
        put(
                "mailomat",
                "hmac",
                "header=X-MOM-Webhook-Signature",
                "prefix=sha256=",
                "timestamp-header=X-MOM-Webhook-Timestamp",
                "signed={header:X-MOM-Webhook-Id}.{header:X-MOM-Webhook-Event}.{timestamp}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void shouldJudgeAsTheVectorSays(String id, JsonNode vector) {
        String provider = vector.get("provider").textValue();
        SignatureScheme scheme = SCHEMES.getOrDefault(id, SCHEMES.get(provider));
        Instant time = TIMES.getOrDefault(provider, Instant.parse("2026-02-03T09:03:00Z"));

        Verdict verdict = verdict(scheme, vector, time, Duration.ofMinutes(5));

        assertThat(verdict.isValid())
                .as(verdict.reason())
                .isEqualTo(vector.get("valid").booleanValue());
        assertThat(verdict.kind()).isNotEqualTo(Verdict.Kind.UNDECIDED);
        assertThat(verdict(scheme, vector, time, Duration.ZERO).isValid())
                .isEqualTo(vector.get("valid").booleanValue());
    }

    private static Verdict verdict(SignatureScheme scheme, JsonNode vector, Instant time, Duration tolerance) {
        SignatureKeys keys = new SignatureKeys(
                List.of(text(vector, "secret", "signing_key", "public_key")),
                tolerance,
                null,
                List.of(),
                Clock.fixed(time, ZoneOffset.UTC),
                Signed.NO_CERTIFICATES);
        List<String> headers = new ArrayList<>();
        vector.get("headers").properties().forEach(header -> {
            headers.add(header.getKey());
            headers.add(header.getValue().textValue());
        });
        return scheme.verifier(keys)
                .verify(Signed.request(text(vector, "body", "raw_body"), headers.toArray(String[]::new)));
    }

    static Stream<Object[]> vectors() throws IOException {
        List<Object[]> rows = new ArrayList<>();
        for (String set : List.of("a", "b")) {
            try (InputStream in = MoreVectorsTest.class.getResourceAsStream("/senders/vectors-more-" + set + ".json")) {
                for (JsonNode vector : JsonCodec.mapper().readTree(in).get("vectors")) {
                    if (SCHEMES.containsKey(vector.get("provider").textValue())) {
                        rows.add(new Object[] {vector.get("id").textValue(), vector});
                    }
                }
            }
        }
        return rows.stream();
    }

    private static String text(JsonNode vector, String... names) {
        return Stream.of(names)
                .filter(vector::has)
                .findFirst()
                .map(name -> vector.get(name).textValue())
                .orElseThrow();
    }

    private static void put(String provider, String scheme, String... parameters) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            values.computeIfAbsent(parameter.substring(0, equals), key -> new ArrayList<>())
                    .add(parameter.substring(equals + 1));
        }
        SCHEMES.put(provider, SignatureSchemes.of(scheme, values));
    }
}
