package io.mailbridge.event;

/** What a route put in an event's place is none. The message is a sentence without any value of it. */
public final class InvalidEvent extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidEvent(String message) {
        super(message, null, false, false);
    }
}
