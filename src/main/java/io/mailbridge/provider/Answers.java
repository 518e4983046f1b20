package io.mailbridge.provider;

import java.util.Set;

/**
 * What HTTP status codes mean to a platform.
 *
 * @param success all events are durable
 * @param overload the request may be retried later
 * @param never codes that make the platform give up
 * @param timeLimit how long it waits for an answer, null where it does not say
 * @param retries for people: when it sends again, null where it does not say
 * @param reply what each answer of success holds besides the counts, null for nothing
 */
public record Answers(
        int success, int overload, Set<Integer> never, String timeLimit, String retries, ReplyTemplate reply) {

    /** The status to send for this one: itself, unless it would make the platform give up what it should keep. */
    public int of(int status) {
        return never.contains(status) ? overload : status;
    }
}
