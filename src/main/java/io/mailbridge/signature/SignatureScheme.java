package io.mailbridge.signature;

/** A named way to sign requests, with the parameters that a profile gives it. */
public final class SignatureScheme {
    private final String name;
    private final Scheme scheme;

    SignatureScheme(String name, Scheme scheme) {
        this.name = name;
        this.scheme = scheme;
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
                // a check that throws proves nothing; whatever was sent, it is refused
                return Verdict.invalid("it cannot be read (" + e.getClass().getSimpleName() + ")");
            }
        };
    }

    /** One way to sign, ready to be given keys. */
    interface Scheme {
        SignatureVerifier verifier(SignatureKeys keys);
    }
}
