package io.mailbridge.webhook;

/** A route handed a step what it cannot take: the sender is asked to come again, the engineer reads why in the log. */
final class RouteMistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message a sentence without any value of a payload */
    RouteMistake(String message) {
        super(message, null, false, false);
    }
}
