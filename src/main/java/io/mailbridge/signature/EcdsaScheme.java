package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code ecdsa}: SHA256withECDSA over timestamp and raw body, DER in base64, as Twilio SendGrid signs. */
final class EcdsaScheme implements SignatureScheme.Scheme {
    private static final int P256_BITS = 256;

    private final String header;
    private final String timestampHeader;

    EcdsaScheme(Parameters parameters) {
        header = parameters.required("header");
        timestampHeader = parameters.required("timestamp-header");
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        List<PublicKey> publicKeys = new ArrayList<>();
        keys.requiredSecrets().forEach(secret -> publicKeys.add(publicKey(secret)));
        TimestampWindow window = new TimestampWindow(keys.tolerance(), keys.clock());
        return request -> {
            String signature = request.header(header);
            if (signature == null) {
                return Verdict.invalid("the header " + header + " is missing");
            }
            String timestamp = request.header(timestampHeader);
            Verdict inTime = window.check(timestamp);
            if (!inTime.isValid()) {
                return inTime;
            }
            byte[] given = Encoding.BASE64.decodeOrNone(signature);
            return publicKeys.stream().anyMatch(key -> verify(key, given, timestamp, request.body()))
                    ? Verdict.VALID
                    : Verdict.WRONG_SIGNATURE;
        };
    }

    private static boolean verify(PublicKey key, byte[] given, String timestamp, byte[] body) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(key);
            signature.update(timestamp.getBytes(StandardCharsets.US_ASCII));
            signature.update(body);
            return signature.verify(given);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA256withECDSA", e);
        }
    }

    private static PublicKey publicKey(String secret) {
        try {
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(secret)));
            if (((ECPublicKey) key).getParams().getOrder().bitLength() == P256_BITS) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // refused below: the reason would quote the key
        }
        throw new InvalidParameter(
                "secret",
                "the verification key of the portal, a P-256 public key in base64 (X.509 SubjectPublicKeyInfo)");
    }
}
