package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code hmac-in-body}: a code over a timestamp and a token, all three in the body, as Mailgun signs. The event is not
 * covered, so a token is valid for one body only. There may be several places, of which one has to hold.
 */
final class HmacInBodyScheme implements SignatureScheme.Scheme {
    private static final Verdict MISSING = Verdict.invalid("the body holds no timestamp, token and signature");
    private static final Verdict REPLAYED = Verdict.invalid("its token came with another event before");

    private final String algorithm;
    private final Encoding encoding;
    private final List<Place> places = new ArrayList<>();

    HmacInBodyScheme(Parameters parameters) {
        algorithm = parameters.choice("algorithm", List.of("sha256", "sha1"), Hmac::algorithm);
        encoding = parameters.choice("encoding", List.of("hex", "base64"), Encoding::of);
        List<String> timestamps = parameters.several("timestamp");
        List<String> tokens = parameters.several("token");
        List<String> signatures = parameters.several("signature");
        if (timestamps.size() != signatures.size() || tokens.size() != signatures.size()) {
            throw new InvalidParameter(
                    "signature",
                    "'timestamp', 'token' and 'signature' name as many places, the first ones belong together");
        }
        for (int i = 0; i < signatures.size(); i++) {
            places.add(new Place(
                    BodyValues.path("timestamp", timestamps.get(i)),
                    BodyValues.path("token", tokens.get(i)),
                    BodyValues.path("signature", signatures.get(i))));
        }
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        Hmac hmac = new Hmac(
                algorithm,
                keys.requiredSecrets().stream().map(HmacInBodyScheme::bytes).toList());
        TimestampWindow window = new TimestampWindow(keys.tolerance(), keys.clock());
        ReplayCache tokens = new ReplayCache();
        return request -> {
            Verdict first = MISSING;
            for (Place place : places) {
                Verdict verdict = place.check(request.body(), window, hmac, encoding, tokens);
                if (verdict.isValid()) {
                    return verdict;
                }
                // what it says of a place where there is a signature
                first = first == MISSING ? verdict : first;
            }
            return first;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Paths of three values that belong together. */
    private record Place(String timestamp, String token, String signature, BodyValues values) {
        Place(String timestamp, String token, String signature) {
            this(timestamp, token, signature, new BodyValues(List.of(timestamp, token, signature)));
        }

        Verdict check(byte[] body, TimestampWindow window, Hmac hmac, Encoding encoding, ReplayCache tokens) {
            Map<String, String> found = values.find(body);
            if (!found.containsKey(timestamp) || !found.containsKey(token) || !found.containsKey(signature)) {
                return MISSING;
            }
            Verdict inTime = window.check(found.get(timestamp));
            if (!inTime.isValid()) {
                return inTime;
            }
            byte[] code = encoding.decodeOrNone(found.get(signature));
            if (!hmac.matches(code, bytes(found.get(timestamp)), bytes(found.get(token)))) {
                return Verdict.WRONG_SIGNATURE;
            }
            return tokens.accepts(found.get(token), body) ? Verdict.VALID : REPLAYED;
        }
    }
}
