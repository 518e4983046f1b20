package io.mailbridge.webhook;

/** A request that is answered with an error and not retried here: carries the status and a public sentence. */
final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String challenge;

    RequestRefused(int status, String detail) {
        this(status, detail, null);
    }

    /** @param challenge value of WWW-Authenticate, may be null */
    RequestRefused(int status, String detail, String challenge) {
        super(detail, null, false, false);
        this.status = status;
        this.challenge = challenge;
    }

    int status() {
        return status;
    }

    String challenge() {
        return challenge;
    }
}
