package io.mailbridge.replay;

import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * What one batch claims: the parameters of replay-events.claim.sql.
 *
 * @param from id after which to look
 * @param upTo id up to which to look
 * @param limit rows at most
 * @param passedOver topics whose rows are left where they are
 * @param trial true for one row that tries a topic which is out of service
 */
record Claim(long from, long upTo, int limit, Collection<String> passedOver, boolean trial) {
    /** Exchange property. */
    private static final String CLAIM = "claim";

    static Claim of(Exchange exchange) {
        return exchange.getProperty(CLAIM, Claim.class);
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(CLAIM, this);
    }

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
                "trial",
                trial);
    }
}
