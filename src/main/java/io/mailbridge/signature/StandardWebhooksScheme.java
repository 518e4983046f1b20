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
    private static final Verdict INCOMPLETE = Verdict.invalid(
            "the headers webhook-id, webhook-timestamp and webhook-signature (or svix-...) are not all there");
    /** Senders send two or three while they rotate keys; a thousand from a stranger must not be checked one by one. */
    private static final int MOST_SIGNATURES = 16;

    private static final List<String> HEADER_PREFIXES = List.of("webhook-", "svix-");

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
            String prefix = prefix(request);
            if (prefix == null) {
                return INCOMPLETE;
            }
            String id = request.header(prefix + "id");
            String timestamp = request.header(prefix + "timestamp");
            Verdict inTime = window.check(timestamp);
            if (!inTime.isValid()) {
                return inTime;
            }
            byte[] start = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
            String signatures = request.header(prefix + "signature");
            return anyMatches(signatures, hmac, publicKeys, start, request.body())
                    ? Verdict.VALID
                    : Verdict.WRONG_SIGNATURE;
        };
    }

    /** Of the headers that are complete, null where none are: a sender may add some of the other name. */
    private static String prefix(SignedRequest request) {
        for (String prefix : HEADER_PREFIXES) {
            if (request.header(prefix + "id") != null
                    && request.header(prefix + "timestamp") != null
                    && request.header(prefix + "signature") != null) {
                return prefix;
            }
        }
        return null;
    }

    private boolean anyMatches(String signatures, Hmac hmac, List<PublicKey> publicKeys, byte[] start, byte[] body) {
        List<byte[]> codes = new ArrayList<>();
        String[] candidates = signatures.split(" ", MOST_SIGNATURES + 1);
        for (int i = 0; i < Math.min(candidates.length, MOST_SIGNATURES); i++) {
            String candidate = candidates[i];
            int comma = candidate.indexOf(',') + 1;
            String version = candidate.substring(0, comma);
            byte[] given = Encoding.BASE64.decodeOrNone(candidate.substring(comma));
            if (version.equals("v1,") || version.isEmpty() && takesBare) {
                codes.add(given);
            } else if (version.equals("v1a,") && PublicKeys.verify("Ed25519", publicKeys, given, start, body)) {
                return true;
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
}
