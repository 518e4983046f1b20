package io.mailbridge.signature;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code public-key}: a signature that the platform makes with its private key, over what the profile's template names. Where a
 * platform sends several, the first header that is there decides alone: without it a stranger could choose the weakest.
 */
final class PublicKeyScheme implements SignatureScheme.Scheme {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "rsa-sha256", "SHA256withRSA",
            "rsa-sha1", "SHA1withRSA",
            "ecdsa-sha256", "SHA256withECDSA",
            "ed25519", "Ed25519");

    private final List<Signer> signers = new ArrayList<>();
    private final Encoding encoding;
    private final SignedText signed;
    private final SignedTime time;

    PublicKeyScheme(Parameters parameters) {
        List<String> headers = parameters.several("header");
        List<String> algorithms = parameters.several("algorithm");
        if (headers.size() != algorithms.size()) {
            throw new InvalidParameter("algorithm", "'algorithm' says of each 'header' how its signature is made");
        }
        for (int i = 0; i < headers.size(); i++) {
            String algorithm = ALGORITHMS.get(algorithms.get(i));
            if (algorithm == null) {
                throw new InvalidParameter(
                        "algorithm",
                        "'" + algorithms.get(i) + "' is not allowed as 'algorithm'; allowed: "
                                + String.join(
                                        ", ",
                                        ALGORITHMS.keySet().stream().sorted().toList()));
            }
            signers.add(new Signer(headers.get(i), algorithm));
        }
        encoding = parameters.choice("encoding", List.of("base64", "hex"), Encoding::of);
        signed = SignedText.of(parameters);
        time = new SignedTime(parameters, signed);
        if (!signed.coversEvent()) {
            throw new InvalidParameter("signed", "'signed' has to hold {body} or {field:NAME}");
        }
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        List<List<PublicKey>> publicKeys = signers.stream()
                .map(signer -> signer.keys(keys.requiredSecrets()))
                .toList();
        TimestampWindow window = new TimestampWindow(keys.tolerance(), keys.clock());
        byte[] url = signed.url(keys);
        return request -> {
            int first = first(request);
            if (first < 0) {
                return Verdict.invalid("the header " + signers.get(0).header() + " is missing");
            }
            String timestamp = time.text(request, null);
            Verdict inTime = time.checkFirst(window, timestamp);
            if (!inTime.isValid()) {
                return inTime;
            }
            byte[][] text = signed.of(request, timestamp, url);
            if (text == null) {
                return signed.missing(request, timestamp, url);
            }
            Signer signer = signers.get(first);
            byte[] given = encoding.decodeOrNone(request.header(signer.header()));
            return PublicKeys.verify(signer.algorithm(), publicKeys.get(first), given, text)
                    ? time.checkLast(window, signed, request)
                    : Verdict.WRONG_SIGNATURE;
        };
    }

    private int first(SignedRequest request) {
        for (int i = 0; i < signers.size(); i++) {
            if (request.header(signers.get(i).header()) != null) {
                return i;
            }
        }
        return -1;
    }

    /** @param algorithm as Java names it */
    private record Signer(String header, String algorithm) {
        String kind() {
            return algorithm.equals("Ed25519") ? algorithm : algorithm.endsWith("RSA") ? "RSA" : "EC";
        }

        List<PublicKey> keys(List<String> secrets) {
            List<PublicKey> keys = new ArrayList<>();
            for (String secret : secrets) {
                PublicKey key = PublicKeys.read(kind(), secret);
                if (key == null) {
                    throw new InvalidParameter(
                            "secret",
                            "the platform's public key (" + kind().toLowerCase(Locale.ROOT)
                                    + "), in PEM or as base64 of its X.509 SubjectPublicKeyInfo"
                                    + (kind().equals("Ed25519") ? " or of its 32 bytes" : ""));
                }
                keys.add(key);
            }
            return keys;
        }
    }
}
