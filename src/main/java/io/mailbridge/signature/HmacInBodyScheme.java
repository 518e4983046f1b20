package io.mailbridge.signature;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code hmac-in-body}: a code over a timestamp and a token, all three in the body, as Mailgun signs. The event is not
 * covered, so a token is valid for one body only.
 */
final class HmacInBodyScheme implements SignatureScheme.Scheme {
    private static final Verdict MISSING = Verdict.invalid("the body holds no timestamp, token and signature");
    private static final Verdict REPLAYED = Verdict.invalid("its token came with another event before");

    private final String algorithm;
    private final Encoding encoding;
    private final String timestamp;
    private final String token;
    private final String signature;

    HmacInBodyScheme(Parameters parameters) {
        algorithm = parameters.choice("algorithm", List.of("sha256", "sha1"), Hmac::algorithm);
        encoding = parameters.choice("encoding", List.of("hex", "base64"), Encoding::of);
        timestamp = path(parameters, "timestamp");
        token = path(parameters, "token");
        signature = path(parameters, "signature");
    }

    private static String path(Parameters parameters, String key) {
        String path = parameters.required(key);
        if (!path.matches("[^.]+\\.[^.]+")) {
            throw new InvalidParameter(key, "'" + path + "' has to be a member of a top-level object: signature.token");
        }
        return path;
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        Hmac hmac = new Hmac(
                algorithm,
                keys.requiredSecrets().stream().map(HmacInBodyScheme::bytes).toList());
        TimestampWindow window = new TimestampWindow(keys.tolerance(), keys.clock());
        ReplayCache tokens = new ReplayCache();
        return request -> {
            Map<String, String> found = find(request.body());
            if (found.size() < 3) {
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
            return tokens.accepts(found.get(token), request.body()) ? Verdict.VALID : REPLAYED;
        };
    }

    /** Reads no further than the three values, and builds no tree of a body that is not trusted yet. */
    private Map<String, String> find(byte[] body) {
        Map<String, String> found = new HashMap<>();
        try (JsonParser json = JsonCodec.mapper().createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return found;
            }
            while (found.size() < 3 && json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                if (json.nextToken() == JsonToken.START_OBJECT && isWanted(member)) {
                    readMembers(json, member, found);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return found;
    }

    private boolean isWanted(String member) {
        String start = member + ".";
        return timestamp.startsWith(start) || token.startsWith(start) || signature.startsWith(start);
    }

    private void readMembers(JsonParser json, String parent, Map<String, String> found) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String path = parent + "." + json.currentName();
            if (json.nextToken().isScalarValue()
                    && (path.equals(timestamp) || path.equals(token) || path.equals(signature))) {
                found.put(path, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
