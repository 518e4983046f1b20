package io.mailbridge.signature;

/**
 * The outcome of the check of a request.
 *
 * @param reason a sentence for the operator's log, without any value of the request; null when valid
 */
public record Verdict(Kind kind, String reason) {
    public static final Verdict VALID = new Verdict(Kind.VALID, null);

    static final Verdict WRONG_SIGNATURE = invalid("the signature is not that of this body and the configured key");

    static final Verdict TEST =
            new Verdict(Kind.TEST, "it is signed with the platform's published test key, and is no set-up message");

    public static Verdict invalid(String reason) {
        return new Verdict(Kind.INVALID, reason);
    }

    public static Verdict undecided(String reason) {
        return new Verdict(Kind.UNDECIDED, reason);
    }

    public boolean isValid() {
        return kind == Kind.VALID;
    }

    /** The possible outcomes. */
    public enum Kind {
        VALID,
        INVALID,
        /** Signed with a key that everybody knows: good for a set-up message, never for an event. */
        TEST,
        /** It cannot be decided now, for a reason on our side; the sender should retry. */
        UNDECIDED
    }
}
