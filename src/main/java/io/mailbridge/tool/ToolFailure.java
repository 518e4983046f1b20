package io.mailbridge.tool;

import java.io.IOException;

/** What ends a command with status 1; the message is for people and holds nothing of a payload. */
final class ToolFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    ToolFailure(String message) {
        super(message);
    }

    /** The kind of failure tells a missing file from a forbidden one; its own message is often only the name again. */
    static ToolFailure unreadable(String what, IOException cause) {
        return new ToolFailure(what + " cannot be read (" + cause.getClass().getSimpleName() + ")");
    }
}
