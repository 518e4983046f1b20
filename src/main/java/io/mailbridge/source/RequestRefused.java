package io.mailbridge.source;

/** A request that is answered with an error and not retried here: carries the status and a public sentence. */
public final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String challenge;

    public RequestRefused(int status, String detail) {
        this(status, detail, null);
    }

    /** @param challenge value of WWW-Authenticate, may be null */
    public RequestRefused(int status, String detail, String challenge) {
        super(detail, null, false, false);
        this.status = status;
        this.challenge = challenge;
    }

    public int status() {
        return status;
    }

    public String challenge() {
        return challenge;
    }
}
