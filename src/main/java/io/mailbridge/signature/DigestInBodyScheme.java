package io.mailbridge.signature;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * {@code digest-in-body}: a digest of the raw body, in which the key is in the place of the digest, as Unisender Go signs. Nothing
 * may follow the body's one object: to a digest of the older kinds a stranger can add bytes.
 */
final class DigestInBodyScheme implements SignatureScheme.Scheme {
    private static final Verdict MISSING = Verdict.invalid("the body is no JSON object with one digest in it");

    private final String member;
    private final String algorithm;
    private final Encoding encoding;

    DigestInBodyScheme(Parameters parameters) {
        member = parameters.required("member");
        algorithm = parameters.choice("algorithm", List.of("md5", "sha1", "sha256"), DigestInBodyScheme::algorithm);
        encoding = parameters.choice("encoding", List.of("hex", "base64"), Encoding::of);
        if (member.contains(".")) {
            throw new InvalidParameter("member", "'member' is a top-level member of the body");
        }
    }

    private static String algorithm(String name) {
        return name.equals("md5") ? "MD5" : name.equals("sha1") ? "SHA-1" : "SHA-256";
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        List<byte[]> secrets = keys.requiredSecrets().stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
        return request -> {
            byte[] body = request.body();
            Quoted quoted = find(body);
            if (quoted == null) {
                return MISSING;
            }
            byte[] given = encoding.decodeOrNone(quoted.text());
            boolean match = false;
            for (byte[] secret : secrets) {
                match |= MessageDigest.isEqual(given, digest(body, quoted, secret));
            }
            return match ? Verdict.VALID : Verdict.WRONG_SIGNATURE;
        };
    }

    private byte[] digest(byte[] body, Quoted quoted, byte[] secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(body, 0, quoted.start());
            digest.update(secret);
            digest.update(body, quoted.end(), body.length - quoted.end());
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    /** The one value of the member; null where there is none, several, or one with escapes. */
    private Quoted find(byte[] body) {
        Quoted found = null;
        try (JsonParser json = JsonCodec.mapper().createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isDigest = json.currentName().equals(member);
                JsonToken value = json.nextToken();
                if (!isDigest) {
                    json.skipChildren();
                } else if (found != null || value != JsonToken.VALUE_STRING) {
                    return null;
                } else {
                    found = Quoted.at(body, (int) json.currentTokenLocation().getByteOffset(), json.getText());
                    if (found == null) {
                        return null;
                    }
                }
            }
            return json.nextToken() == null ? found : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * A text of the body between its quotation marks.
     *
     * @param start of its first byte
     * @param end after its last byte
     */
    private record Quoted(int start, int end, String text) {
        /** Null where the bytes there are not this text, character by character. */
        static Quoted at(byte[] body, int quote, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int start = quote + 1;
            int end = start + bytes.length;
            boolean isThere = quote >= 0
                    && end < body.length
                    && body[quote] == '"'
                    && body[end] == '"'
                    && Arrays.equals(body, start, end, bytes, 0, bytes.length);
            return isThere ? new Quoted(start, end, text) : null;
        }
    }
}
