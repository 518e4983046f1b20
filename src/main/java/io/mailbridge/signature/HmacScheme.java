package io.mailbridge.signature;

import java.util.List;

/**
 * {@code hmac}: a code over the raw body or what else the profile's template names, in a header. Most platforms that
 * sign differ only in the parameters.
 */
final class HmacScheme implements SignatureScheme.Scheme {
    private static final Verdict REPLAYED = Verdict.invalid("its signature came with another event before");

    private final SignaturePlace place;
    private final String algorithm;
    private final Encoding encoding;
    private final KeyEncoding key;
    private final String testKey;
    private final SignedText signed;
    private final SignedTime time;
    private final MatchingMember matching;

    HmacScheme(Parameters parameters) {
        place = new SignaturePlace(parameters);
        algorithm = parameters.choice("algorithm", List.of("sha256", "sha1"), Hmac::algorithm);
        encoding = parameters.choice("encoding", List.of("hex", "base64"), Encoding::of);
        key = KeyEncoding.of(parameters);
        testKey = parameters.optional("test-key", null);
        signed = SignedText.of(parameters);
        time = new SignedTime(parameters, signed);
        matching = MatchingMember.of(parameters);
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        if (testKey != null && keys.requiredSecrets().contains(testKey)) {
            throw new InvalidParameter("secret", "it is the platform's published test key, which everybody knows");
        }
        Hmac hmac = new Hmac(algorithm, key.decoded(keys.requiredSecrets()));
        Hmac test = new Hmac(algorithm, testKey == null ? List.of() : key.decoded(List.of(testKey)));
        TimestampWindow window = new TimestampWindow(keys.tolerance(), keys.clock());
        byte[] url = signed.url(keys);
        ReplayCache seen = signed.coversEvent() ? null : new ReplayCache();
        return request -> {
            String header = place.header(request);
            HeaderParts parts = header == null ? null : place.parts(header);
            List<String> codes = header == null ? List.of() : place.codes(header, parts);
            if (codes.isEmpty()) {
                return place.missing();
            }
            String timestamp = time.text(request, parts);
            Verdict inTime = time.checkFirst(window, timestamp);
            if (!inTime.isValid()) {
                return inTime;
            }
            byte[][] text = signed.of(request, timestamp, url);
            if (text == null) {
                return signed.missing(request, timestamp, url);
            }
            List<byte[]> given = decoded(codes);
            if (!hmac.matchesAny(given, text)) {
                return test.matchesAny(given, text) ? Verdict.TEST : Verdict.WRONG_SIGNATURE;
            }
            inTime = time.checkLast(window, signed, request);
            if (!inTime.isValid()) {
                return inTime;
            }
            Verdict matches = matching == null ? Verdict.VALID : matching.check(request);
            return !matches.isValid() || seen == null || seen.accepts(request.body(), text) ? matches : REPLAYED;
        };
    }

    private List<byte[]> decoded(List<String> codes) {
        if (codes.size() == 1) {
            return List.of(encoding.decodeOrNone(codes.get(0)));
        }
        return codes.stream().map(encoding::decodeOrNone).toList();
    }
}
