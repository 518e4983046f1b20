package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * {@code hmac}: a code over the raw body, and optionally a timestamp, in a header. MailerSend, Salesforce ENS,
 * Customer.io and most other platforms that sign differ only in the parameters.
 */
final class HmacScheme implements SignatureScheme.Scheme {
    private static final String BODY = "{body}";
    private static final String TIMESTAMP = "{timestamp}";

    private final String header;
    private final String prefix;
    private final String algorithm;
    private final Encoding encoding;
    private final String key;
    private final String timestampHeader;
    private final String beforeTimestamp;
    private final String beforeBody;

    HmacScheme(Parameters parameters) {
        header = parameters.required("header");
        prefix = parameters.optional("prefix", "");
        algorithm = parameters.choice("algorithm", List.of("sha256", "sha1"), Hmac::algorithm);
        encoding = parameters.choice("encoding", List.of("hex", "base64"), Encoding::of);
        key = parameters.choice("key", List.of("text", "base64", "text-or-base64"), name -> name);
        timestampHeader = parameters.optional("timestamp-header", null);
        String signed = parameters.optional("signed", BODY);
        int timestamp = signed.indexOf(TIMESTAMP);
        if (!signed.endsWith(BODY)
                || signed.indexOf('{', Math.max(0, timestamp + 1)) != signed.length() - BODY.length()) {
            throw new InvalidParameter(
                    "signed", "'signed' ends with {body}, and may hold {timestamp} before it: v0:{timestamp}:{body}");
        }
        if ((timestamp >= 0) != (timestampHeader != null)) {
            throw new InvalidParameter("timestamp-header", "'timestamp-header' goes with {timestamp} in 'signed'");
        }
        beforeTimestamp = timestamp < 0 ? "" : signed.substring(0, timestamp);
        beforeBody =
                signed.substring(timestamp < 0 ? 0 : timestamp + TIMESTAMP.length(), signed.length() - BODY.length());
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        Hmac hmac = new Hmac(algorithm, decoded(keys.requiredSecrets()));
        TimestampWindow window = new TimestampWindow(keys.tolerance(), keys.clock());
        return request -> {
            String signature = request.header(header);
            if (signature == null || !signature.startsWith(prefix)) {
                return Verdict.invalid("the header " + header + " is missing");
            }
            byte[] code = encoding.decodeOrNone(signature.substring(prefix.length()));
            if (timestampHeader == null) {
                return hmac.matches(code, bytes(beforeBody), request.body()) ? Verdict.VALID : Verdict.WRONG_SIGNATURE;
            }
            String timestamp = request.header(timestampHeader);
            Verdict inTime = window.check(timestamp);
            if (!inTime.isValid()) {
                return inTime;
            }
            return hmac.matches(code, bytes(beforeTimestamp + timestamp + beforeBody), request.body())
                    ? Verdict.VALID
                    : Verdict.WRONG_SIGNATURE;
        };
    }

    /** Where a platform does not say how its key is encoded, it is tried both ways. */
    private List<byte[]> decoded(List<String> secrets) {
        List<byte[]> decoded = new ArrayList<>();
        for (String secret : secrets) {
            if (!key.equals("base64")) {
                decoded.add(bytes(secret));
            }
            if (!key.equals("text")) {
                addBase64(decoded, secret);
            }
        }
        return decoded;
    }

    private void addBase64(List<byte[]> decoded, String secret) {
        try {
            decoded.add(Base64.getDecoder().decode(secret));
        } catch (IllegalArgumentException e) {
            if (key.equals("base64")) {
                throw new InvalidParameter("secret", "the platform's key is base64");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
