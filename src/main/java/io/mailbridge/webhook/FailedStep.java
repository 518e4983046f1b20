package io.mailbridge.webhook;

import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.support.LoggerHelper;

/** Where in the routes an exchange failed first, so that the log can point an engineer there. */
public final class FailedStep {
    private static final String PROPERTY = "mailbridge.failedStep";

    private final Exception cause;
    private final NamedNode step;

    private FailedStep(Exception cause, NamedNode step) {
        this.cause = cause;
        this.step = step;
    }

    /** Called after each step: notes it where it failed, unless one within it has been noted. */
    public static void note(Exchange exchange, NamedNode step) {
        Exception cause = exchange.getException();
        if (cause != null && !(exchange.getProperty(PROPERTY) instanceof FailedStep noted && noted.cause == cause)) {
            exchange.setProperty(PROPERTY, new FailedStep(cause, step));
        }
    }

    /** The route and the id of the step, and its place in a file where that is known; null where none failed. */
    static String of(Exchange exchange) {
        if (!(exchange.getProperty(PROPERTY) instanceof FailedStep failed)) {
            return null;
        }
        return place(failed.step);
    }

    /** Id, file and line. */
    static String place(NamedNode step) {
        String line = LoggerHelper.getLineNumberLoggerName(step);
        return step.getId() + (line == null ? "" : " (" + line + ')');
    }
}
