package io.mailbridge.webhook;

/**
 * A route passed a step something that it cannot take: the sender is asked to retry, the engineer reads why in the log.
 */
final class RouteMistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message a sentence without any value of a payload */
    RouteMistake(String message) {
        super(message, null, false, false);
    }
}
