package io.mailbridge.signature;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A named way to sign requests, with the parameters that a profile gives it. */
public final class SignatureScheme {
    private static final Map<String, Function<Parameters, Scheme>> SCHEMES = new TreeMap<>(Map.of(
            "hmac", HmacScheme::new,
            "hmac-in-body", HmacInBodyScheme::new,
            "ecdsa", EcdsaScheme::new,
            "standard-webhooks", StandardWebhooksScheme::new,
            "form-hmac", FormHmacScheme::new,
            "sns", SnsScheme::new));

    private final String name;
    private final Scheme scheme;

    private SignatureScheme(String name, Scheme scheme) {
        this.name = name;
        this.scheme = scheme;
    }

    /** @throws InvalidParameter when there is no such scheme, or a parameter of it is missing, unknown or not allowed */
    public static SignatureScheme of(String name, Map<String, List<String>> parameters) {
        Function<Parameters, Scheme> maker = SCHEMES.get(name);
        if (maker == null) {
            throw new InvalidParameter(
                    "scheme",
                    "'" + name + "' is not a signature scheme; allowed: " + String.join(", ", SCHEMES.keySet()));
        }
        Parameters given = new Parameters(parameters);
        Scheme scheme = maker.apply(given);
        given.refuseUnused();
        return new SignatureScheme(name, scheme);
    }

    public String name() {
        return name;
    }

    /**
     * The check for one source.
     *
     * @throws InvalidParameter naming the source's key that is missing or cannot be used, never its value
     */
    public SignatureVerifier verifier(SignatureKeys keys) {
        SignatureVerifier verifier = scheme.verifier(keys);
        return request -> {
            try {
                return verifier.verify(request);
            } catch (RuntimeException e) {
                // a check that fails is no proof; whatever was sent, it is refused
                return Verdict.invalid("it cannot be read (" + e.getClass().getSimpleName() + ")");
            }
        };
    }

    /** One way to sign, ready to be given keys. */
    interface Scheme {
        SignatureVerifier verifier(SignatureKeys keys);
    }
}
