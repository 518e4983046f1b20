package io.mailbridge.check;

/** What Camel's failures say, the innermost cause first. */
final class Failures {
    private Failures() {}

    static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause instanceof ClassNotFoundException
                ? "there is no class '" + cause.getMessage() + "'"
                : message(cause);
    }

    static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}
