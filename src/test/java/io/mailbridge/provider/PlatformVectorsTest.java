package io.mailbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.signature.CertificateRoots;
import io.mailbridge.signature.CertificateSource;
import io.mailbridge.signature.SignatureKeys;
import io.mailbridge.signature.SignedRequest;
import io.mailbridge.signature.Verdict;
import io.mailbridge.support.CapturedRequest;
import io.mailbridge.support.Payloads;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed requests of the platforms against what their profiles say of the signature. */
class PlatformVectorsTest {
    /** A minute or so after the vectors' times. */
    private static final Map<String, Instant> TIMES = Map.of(
            "vectors-more-a.json", Instant.parse("2026-01-06T09:04:30Z"),
            "vectors-more-b.json", Instant.parse("2026-02-03T09:03:10Z"));

    /**
     * What a platform's signature allows and its profile refuses: a form of an older page that nobody may send any more,
     * and an event that is not the one of the signed header.
     */
    private static final Set<String> REFUSED_BY_CHOICE = Set.of("lettermint-older-form", "mailomat-other-body");

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void shouldJudgeAsTheVectorSays(String id, JsonNode vector, Instant time) {
        SignatureKeys keys = new SignatureKeys(
                secrets(vector),
                Duration.ofMinutes(5),
                null,
                texts(vector.path("message").path("TopicArn")),
                Clock.fixed(time, ZoneOffset.UTC),
                new VectorCertificate(vector));

        Verdict verdict =
                Normalizing.profile(profile(vector)).signature().verifier(keys).verify(request(vector));

        boolean isTaken = vector.get("valid").booleanValue() && !REFUSED_BY_CHOICE.contains(id);
        assertThat(verdict.kind()).as(verdict.reason()).isEqualTo(isTaken ? Verdict.Kind.VALID : Verdict.Kind.INVALID);
    }

    @Test
    void shouldKnowAllVectors() {
        assertThat(rows()).hasSize(51);
    }

    private static String profile(JsonNode vector) {
        return CapturedRequest.profile(vector.get("provider").textValue() + "/");
    }

    private static List<String> secrets(JsonNode vector) {
        return Stream.of("secret", "public_key", "signing_key")
                .flatMap(name -> texts(vector.path(name)).stream())
                .toList();
    }

    private static List<String> texts(JsonNode value) {
        return value.isTextual() ? List.of(value.textValue()) : List.of();
    }

    /** The bytes that were signed; a message of SNS is given as JSON. */
    private static byte[] body(JsonNode vector) {
        return (vector.has("message")
                        ? vector.get("message").toString()
                        : vector.path(vector.has("raw_body") ? "raw_body" : "body")
                                .textValue())
                .getBytes(UTF_8);
    }

    private static SignedRequest request(JsonNode vector) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        vector.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        headers.put("Content-Type", vector.path("content_type").asText("application/json"));
        byte[] body = body(vector);
        return new SignedRequest() {
            @Override
            public String header(String name) {
                return headers.get(name);
            }

            @Override
            public byte[] body() {
                return body;
            }
        };
    }

    static Stream<Object[]> vectors() {
        return rows();
    }

    private static Stream<Object[]> rows() {
        return TIMES.entrySet().stream().flatMap(file -> StreamSupport.stream(
                        Payloads.json(Payloads.text(file.getKey()))
                                .get("vectors")
                                .spliterator(),
                        false)
                .map(vector -> new Object[] {vector.get("id").textValue(), vector, file.getValue()}));
    }

    /** The certificate of a vector, where the vector's own authority has issued it: the real one's key is not ours. */
    private record VectorCertificate(JsonNode vector) implements CertificateSource {
        @Override
        public X509Certificate certificate(URI url) throws CertificateException {
            throw new CertificateException("no vector is Amazon's");
        }

        @Override
        public X509Certificate certificate(URI url, CertificateRoots roots) throws CertificateException {
            X509Certificate certificate = read("certificate_pem");
            try {
                certificate.verify(read("ca_pem").getPublicKey());
                return certificate;
            } catch (GeneralSecurityException e) {
                throw new CertificateException(e);
            }
        }

        private X509Certificate read(String member) throws CertificateException {
            byte[] pem = vector.get(member).textValue().getBytes(UTF_8);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        }
    }
}
