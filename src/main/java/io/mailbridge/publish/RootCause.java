package io.mailbridge.publish;

/** The innermost cause of a failure: Kafka's client wraps what the broker or the network said. */
final class RootCause {
    private RootCause() {}

    /** What the innermost cause says; its class name where it says nothing. */
    static String message(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }
}
