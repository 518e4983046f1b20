package io.mailbridge.provider;

import java.util.List;

/**
 * A set-up or test message of a platform: answered with success, counted, never published.
 *
 * @param name for logs and metrics
 * @param action what the bridge does besides answering it
 * @param reply what its answer holds, null for nothing but the counts
 * @param isUnsigned whether the platform sends it without credentials, before there are any
 */
public record ControlMessage(
        String name, List<Condition> when, Action action, ReplyTemplate reply, boolean isUnsigned) {

    boolean matches(Scope scope) {
        return Condition.allHold(when, EventFacts.of(scope));
    }

    /** What is to be done with a set-up message besides answering it. */
    public enum Action {
        NONE,
        /** Confirms the subscription of an Amazon SNS topic. */
        CONFIRM_SUBSCRIPTION,
        /** Logs the members that the operator needs to finish the set-up. */
        LOG_VERIFICATION
    }
}
