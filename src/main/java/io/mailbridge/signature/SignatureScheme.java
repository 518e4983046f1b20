package io.mailbridge.signature;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A named scheme with the parameters that a profile gives it. */
public final class SignatureScheme {
    private static final Set<String> NAMES =
            Set.of("hmac", "hmac-in-body", "ecdsa", "standard-webhooks", "form-hmac", "sns");

    private final String name;

    private SignatureScheme(String name) {
        this.name = name;
    }

    public static SignatureScheme of(String name, Map<String, List<String>> parameters) {
        if (!NAMES.contains(name)) {
            throw new InvalidParameter("scheme", "'" + name + "' is not a signature scheme");
        }
        return new SignatureScheme(name);
    }

    public String name() {
        return name;
    }
}
