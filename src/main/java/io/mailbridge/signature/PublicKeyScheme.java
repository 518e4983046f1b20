package io.mailbridge.signature;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
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

    private static final Verdict NO_KEY = Verdict.undecided("the platform's public key cannot be fetched");

    private final List<Signer> signers = new ArrayList<>();
    private final Encoding encoding;
    private final SignedText signed;
    private final SignedTime time;
    private final URI keyUrl;

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
        keyUrl = keyUrl(parameters.optional("key-url", null));
        if (parameters.has("timestamp-part")) {
            throw new InvalidParameter("timestamp-part", "the time is in 'timestamp-header'");
        }
        if (!signed.coversEvent()) {
            throw new InvalidParameter("signed", "'signed' has to hold {body} or {field:NAME}");
        }
    }

    private static URI keyUrl(String text) {
        try {
            URI url = text == null ? null : new URI(text);
            boolean isFixed = url == null
                    || "https".equals(url.getScheme())
                            && url.getHost() != null
                            && url.getRawUserInfo() == null
                            && url.getRawFragment() == null;
            if (isFixed) {
                return url;
            }
        } catch (URISyntaxException e) {
            // refused below
        }
        throw new InvalidParameter("key-url", "'" + text + "' is not an https address");
    }

    @Override
    public boolean fetches() {
        return keyUrl != null;
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        List<PlatformKeys> platformKeys =
                signers.stream().map(signer -> keys(signer, keys)).toList();
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
            try {
                return platformKeys.get(first).verify(signer.algorithm(), given, text)
                        ? time.checkLast(window, signed, request)
                        : Verdict.WRONG_SIGNATURE;
            } catch (IOException e) {
                return NO_KEY;
            }
        };
    }

    /** Those of the source, if it has some, else those that the platform publishes. */
    private PlatformKeys keys(Signer signer, SignatureKeys keys) {
        return keyUrl == null || !keys.secrets().isEmpty()
                ? PlatformKeys.of(signer.kind(), keys.requiredSecrets())
                : PlatformKeys.published(signer.kind(), keyUrl, keys.certificates());
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
    }
}
