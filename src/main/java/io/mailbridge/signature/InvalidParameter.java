package io.mailbridge.signature;

/** A parameter of a signature scheme that cannot be used; the message says what is allowed, and never holds a secret. */
public final class InvalidParameter extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String key;

    /** @param key name of the parameter, or of the source's key that it comes from */
    public InvalidParameter(String key, String reason) {
        super(reason, null, false, false);
        this.key = key;
    }

    public String key() {
        return key;
    }
}
