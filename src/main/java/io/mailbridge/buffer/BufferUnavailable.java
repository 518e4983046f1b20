package io.mailbridge.buffer;

/** The buffer did not take a request's events in time. */
public final class BufferUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    BufferUnavailable(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
