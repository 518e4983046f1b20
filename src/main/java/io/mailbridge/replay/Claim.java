package io.mailbridge.replay;

import java.util.Collection;
import java.util.Map;

/**
 * What one batch claims: parameters of replay-events.claim.sql, and the body that its lane of the split begins with.
 *
 * @param from id behind which to look
 * @param upTo id up to which to look
 * @param limit rows at most
 * @param passedOver topics whose rows are left where they are
 * @param trial true for one row that tries a topic which is out of service
 */
record Claim(long from, long upTo, int limit, Collection<String> passedOver, boolean trial) {
    private static final String TRIAL = "trial";

    Map<String, Object> parameters() {
        return Map.of(
                "from",
                from,
                "upTo",
                upTo,
                "limit",
                limit,
                "passedOver",
                passedOver.toArray(String[]::new),
                TRIAL,
                trial);
    }

    /** @param parameters as {@link #parameters} gave them, may be null */
    static boolean isTrial(Map<?, ?> parameters) {
        return parameters != null && Boolean.TRUE.equals(parameters.get(TRIAL));
    }
}
