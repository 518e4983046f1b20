package io.mailbridge.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Short ways to make requests, keys and schemes. */
final class Signed {
    static final Instant NOW = Instant.parse("2026-01-06T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final CertificateSource NO_CERTIFICATES = url -> {
        throw new IOException("there are none");
    };

    private Signed() {}

    /** @param parameters name, value, name, value */
    static SignatureScheme scheme(String name, String... parameters) {
        return SignatureSchemes.of(
                name,
                pairs(parameters).entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))));
    }

    static SignatureKeys keys(String... secrets) {
        return new SignatureKeys(List.of(secrets), Duration.ofMinutes(5), null, List.of(), CLOCK, NO_CERTIFICATES);
    }

    /** @param headers name, value, name, value */
    static SignedRequest request(String body, String... headers) {
        return request(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static SignedRequest request(byte[] body, String... headers) {
        Map<String, String> byName = pairs(headers);
        return new SignedRequest() {
            @Override
            public String header(String name) {
                return byName.get(name);
            }

            @Override
            public byte[] body() {
                return body;
            }
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }

    private static Map<String, String> pairs(String... values) {
        Map<String, String> pairs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < values.length; i += 2) {
            pairs.put(values[i], values[i + 1]);
        }
        return pairs;
    }
}
