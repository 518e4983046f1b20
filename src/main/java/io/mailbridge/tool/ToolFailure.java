package io.mailbridge.tool;

import java.io.IOException;

/** What ends a command with status 1; the message is for people and holds nothing of a payload. */
final class ToolFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    ToolFailure(String message) {
        super(message);
    }

    /**
     * The class of the failure distinguishes a missing file from a forbidden one; its message often only repeats the
     * name.
     */
    static ToolFailure unreadable(String what, IOException cause) {
        return new ToolFailure(what + " cannot be read (" + cause.getClass().getSimpleName() + ")");
    }
}
