package io.mailbridge.provider;

/** The body as a whole is not what the platform sends; the message may be sent back. */
public final class UnreadableBody extends RuntimeException {
    UnreadableBody(String detail) {
        super(detail, null, false, false);
    }
}
