package io.mailbridge.signature;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The signature schemes that a profile may name: a small fixed set, each with parameters. */
public final class SignatureSchemes {
    private static final Map<String, Function<Parameters, SignatureScheme.Scheme>> SCHEMES = new TreeMap<>(Map.of(
            "hmac", HmacScheme::new,
            "hmac-in-body", HmacInBodyScheme::new,
            "ecdsa", EcdsaScheme::new,
            "public-key", PublicKeyScheme::new,
            "standard-webhooks", StandardWebhooksScheme::new,
            "form-hmac", FormHmacScheme::new,
            "digest-in-body", DigestInBodyScheme::new,
            "secret-in-body", SecretInBodyScheme::new,
            "sns", SnsScheme::new));

    private SignatureSchemes() {}

    /** @throws InvalidParameter when there is no such scheme, or a parameter of it is missing, unknown or not allowed */
    public static SignatureScheme of(String name, Map<String, List<String>> parameters) {
        Function<Parameters, SignatureScheme.Scheme> maker = SCHEMES.get(name);
        if (maker == null) {
            throw new InvalidParameter(
                    "scheme",
                    "'" + name + "' is not a signature scheme; allowed: " + String.join(", ", SCHEMES.keySet()));
        }
        Parameters given = new Parameters(parameters);
        SignatureScheme.Scheme scheme = maker.apply(given);
        given.refuseUnused();
        return new SignatureScheme(name, scheme);
    }
}
