package io.mailbridge.replay;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes the next claim of the run for a free lane: its parameters become the body. There is none where the run is over.
 */
public final class ReplayClaimer implements Processor {
    /** Exchange property that is true where there is something to claim. */
    static final String HAS_CLAIM = "hasClaim";

    @Override
    public void process(Exchange exchange) {
        Claim claim = ReplayRun.of(exchange).next();
        exchange.setProperty(HAS_CLAIM, claim != null);
        exchange.removeProperty(ReplayReader.HAS_ROWS);
        if (claim != null) {
            claim.attachTo(exchange);
            exchange.getMessage().setBody(claim.parameters());
        }
    }
}
