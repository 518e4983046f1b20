package io.mailbridge.replay;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Joins the lanes of a run. A lane whose claim has failed ends the run: what it did not claim is left to the next one.
 */
public final class ReplayLaneJoiner implements AggregationStrategy {
    @Override
    public Exchange aggregate(Exchange joined, Exchange exchange) {
        if (hasFailed(exchange) && exchange.getProperty(ReplayReader.HAS_ROWS) == null) {
            ReplayRun.of(exchange).failed(Claim.of(exchange));
        }
        return joined == null || hasFailed(joined) ? exchange : joined;
    }

    /** A lane that ended normally has no claim left. */
    private static boolean hasFailed(Exchange exchange) {
        return exchange.getProperty(ReplayClaimer.HAS_CLAIM, false, Boolean.class);
    }
}
