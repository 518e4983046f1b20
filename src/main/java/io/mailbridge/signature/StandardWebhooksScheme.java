package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * {@code standard-webhooks}: the signature of Standard Webhooks and Svix, symmetric (v1, {@code whsec_}) and asymmetric
 * (v1a, {@code whpk_}). A header may hold several, of which one has to match.
 */
final class StandardWebhooksScheme implements SignatureScheme.Scheme {
    private static final String SECRET_PREFIX = "whsec_";
    private static final String PUBLIC_PREFIX = "whpk_";
    private static final String SHARED = "v1,";
    private static final String PUBLIC = "v1a,";
    private static final Verdict INCOMPLETE = Verdict.invalid(
            "the headers webhook-id, webhook-timestamp and webhook-signature (or svix-...) are not all there");
    /** Senders send two or three while they rotate keys; a thousand from a stranger must not be checked one by one. */
    private static final int MOST_SIGNATURES = 16;

    private static final List<Names> NAMES = List.of(Names.of("webhook-"), Names.of("svix-"));

    private final boolean keyIsText;
    private final boolean takesBare;

    StandardWebhooksScheme(Parameters parameters) {
        keyIsText = parameters.choice("key", List.of("base64", "text"), "text"::equals);
        takesBare = parameters.choice("bare", List.of("false", "true"), "true"::equals);
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        List<byte[]> shared = new ArrayList<>();
        List<PublicKey> publicKeys = new ArrayList<>();
        for (String secret : keys.requiredSecrets()) {
            if (keyIsText) {
                shared.add(secret.getBytes(StandardCharsets.UTF_8));
            } else if (secret.startsWith(PUBLIC_PREFIX)) {
                publicKeys.add(publicKey(secret.substring(PUBLIC_PREFIX.length())));
            } else {
                shared.add(
                        decoded(secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret));
            }
        }
        Hmac hmac = new Hmac("HmacSHA256", shared);
        TimestampWindow window = new TimestampWindow(keys.tolerance(), keys.clock());
        return request -> {
            Headers headers = headers(request);
            if (headers == null) {
                return INCOMPLETE;
            }
            Verdict inTime = window.check(headers.timestamp());
            if (!inTime.isValid()) {
                return inTime;
            }
            byte[] start = (headers.id() + "." + headers.timestamp() + ".").getBytes(StandardCharsets.UTF_8);
            return anyMatches(headers.signatures(), hmac, publicKeys, start, request.body())
                    ? Verdict.VALID
                    : Verdict.WRONG_SIGNATURE;
        };
    }

    /** The first set that is complete, null where none is: a sender may add some of the other name. */
    private static Headers headers(SignedRequest request) {
        for (Names names : NAMES) {
            String id = request.header(names.id());
            String timestamp = id == null ? null : request.header(names.timestamp());
            String signatures = timestamp == null ? null : request.header(names.signature());
            if (signatures != null) {
                return new Headers(id, timestamp, signatures);
            }
        }
        return null;
    }

    private boolean anyMatches(String signatures, Hmac hmac, List<PublicKey> publicKeys, byte[] start, byte[] body) {
        List<byte[]> codes = new ArrayList<>(1);
        String[] candidates = signatures.split(" ", MOST_SIGNATURES + 1);
        for (int i = 0; i < Math.min(candidates.length, MOST_SIGNATURES); i++) {
            String candidate = candidates[i];
            int comma = candidate.indexOf(',') + 1;
            if (comma == 0 ? takesBare : comma == SHARED.length() && candidate.startsWith(SHARED)) {
                codes.add(Encoding.BASE64.decodeOrNone(candidate.substring(comma)));
            } else if (comma == PUBLIC.length() && candidate.startsWith(PUBLIC)) {
                byte[] given = Encoding.BASE64.decodeOrNone(candidate.substring(comma));
                if (PublicKeys.verify("Ed25519", publicKeys, given, start, body)) {
                    return true;
                }
            }
        }
        return !codes.isEmpty() && hmac.matchesAny(codes, start, body);
    }

    private static byte[] decoded(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length > 0) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // refused below: the reason would quote the key
        }
        throw new InvalidParameter("secret", "whsec_ and base64, or whpk_ and base64 for a public key");
    }

    private static PublicKey publicKey(String base64) {
        PublicKey key = null;
        try {
            key = PublicKeys.ed25519(decoded(base64));
        } catch (GeneralSecurityException e) {
            // refused below: the reason would quote the key
        }
        if (key == null) {
            throw new InvalidParameter("secret", "an Ed25519 public key has 32 bytes after whpk_");
        }
        return key;
    }

    private record Names(String id, String timestamp, String signature) {
        static Names of(String prefix) {
            return new Names(prefix + "id", prefix + "timestamp", prefix + "signature");
        }
    }

    private record Headers(String id, String timestamp, String signatures) {}
}
