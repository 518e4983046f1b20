package io.mailbridge.tool;

/** What ends a command with status 1; the message is for people and holds nothing of a payload. */
final class ToolFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    ToolFailure(String message) {
        super(message);
    }
}
