package io.mailbridge.event;

/** What a route put in place of an event is not one. The message is a sentence without any of its values. */
public final class InvalidEvent extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidEvent(String message) {
        super(message, null, false, false);
    }
}
