package io.mailbridge.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;

/** A named way to sign requests, with the parameters that a profile gives it. */
public final class SignatureScheme {
    private static final Duration USUAL_TOLERANCE = Duration.ofMinutes(5);

    private final String name;
    private final Scheme scheme;
    private final Duration tolerance;

    SignatureScheme(String name, Scheme scheme) {
        this(name, scheme, USUAL_TOLERANCE);
    }

    private SignatureScheme(String name, Scheme scheme, Duration tolerance) {
        this.name = name;
        this.scheme = scheme;
        this.tolerance = tolerance;
    }

    /** The same for a platform that sends its first signature again in a retry. */
    public SignatureScheme withTolerance(Duration longer) {
        return new SignatureScheme(name, scheme, longer);
    }

    /** The age that a signed timestamp may have where the source names none. */
    public Duration tolerance() {
        return tolerance;
    }

    public String name() {
        return name;
    }

    /** Whether a check may have to fetch something from the platform. */
    public boolean fetches() {
        return scheme.fetches();
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

    /**
     * The address that confirms the subscription that a message asks for; null where it names none of the platform.
     *
     * @param message whose signature and topic have been checked
     */
    public URI confirmation(JsonNode message) {
        return scheme.confirmation(message);
    }

    /** One way to sign, ready to be given keys. */
    interface Scheme {
        SignatureVerifier verifier(SignatureKeys keys);

        /** Whether a check may have to fetch something from the platform. */
        default boolean fetches() {
            return false;
        }

        /** See {@link SignatureScheme#confirmation}. */
        default URI confirmation(JsonNode message) {
            return null;
        }
    }
}
