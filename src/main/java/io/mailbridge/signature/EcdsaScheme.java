package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
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
            byte[] time = timestamp.getBytes(StandardCharsets.UTF_8);
            return PublicKeys.verify("SHA256withECDSA", publicKeys, given, time, request.body())
                    ? Verdict.VALID
                    : Verdict.WRONG_SIGNATURE;
        };
    }

    private static PublicKey publicKey(String secret) {
        PublicKey key = PublicKeys.read("EC", secret);
        if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == P256_BITS) {
            return key;
        }
        throw new InvalidParameter(
                "secret",
                "the verification key of the portal, a P-256 public key in base64 (X.509 SubjectPublicKeyInfo)");
    }
}
