package io.mailbridge;

import io.mailbridge.settings.InvalidSetting;

/** Puts what stopped the start into one line: the innermost cause says it, the outer ones say where they met it. */
final class StartFailure {
    private StartFailure() {}

    static String line(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause && !(cause instanceof InvalidSetting)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        return message.replaceAll("\\s+", " ").trim();
    }
}
