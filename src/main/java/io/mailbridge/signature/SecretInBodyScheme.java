package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** {@code secret-in-body}: the secret itself is a member of the body, or a field of a form, as SocketLabs does. */
final class SecretInBodyScheme implements SignatureScheme.Scheme {
    private static final Verdict WRONG = Verdict.invalid("the secret in its body is another than configured");

    private final String member;

    SecretInBodyScheme(Parameters parameters) {
        member = BodyValues.path("member", parameters.required("member"));
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        List<byte[]> secrets =
                keys.requiredSecrets().stream().map(SecretInBodyScheme::bytes).toList();
        BodyValues values = new BodyValues(List.of(member));
        return request -> {
            String given = values.find(request.body()).get(member);
            if (given == null) {
                return Verdict.invalid("the body has no member " + member);
            }
            byte[] bytes = bytes(given);
            boolean match = false;
            for (byte[] secret : secrets) {
                match |= MessageDigest.isEqual(bytes, secret);
            }
            return match ? Verdict.VALID : WRONG;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
