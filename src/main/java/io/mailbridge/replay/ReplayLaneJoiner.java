package io.mailbridge.replay;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Joins the lanes of a run. A lane whose claim has failed ends the run: what it did not claim comes with the next one. */
public final class ReplayLaneJoiner implements AggregationStrategy {
    @Override
    public Exchange aggregate(Exchange joined, Exchange exchange) {
        if (hasFailed(exchange) && exchange.getProperty(ReplayReader.HAS_ROWS) == null) {
            ReplayRun.of(exchange).failed(Claim.of(exchange));
        }
        return joined == null || hasFailed(joined) ? exchange : joined;
    }

    /** A lane that ends by itself has nothing to claim any more. */
    private static boolean hasFailed(Exchange exchange) {
        return exchange.getProperty(ReplayClaimer.HAS_CLAIM, false, Boolean.class);
    }
}
