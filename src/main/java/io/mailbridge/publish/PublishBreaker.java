package io.mailbridge.publish;

import org.apache.camel.CamelContext;
import org.apache.camel.component.resilience4j.ResilienceProcessor;

/**
 * The breaker of publish-events for others: health reads its state, and the replay, whose probes put no request at
 * risk, half-opens it when Kafka is back.
 */
public final class PublishBreaker {
    /** Node id of the breaker in publish-events, and its name in metrics and JMX. */
    public static final String ID = "publish-breaker";

    private final CamelContext context;

    public PublishBreaker(CamelContext context) {
        this.context = context;
    }

    /** True while live requests do not try Kafka; false in half-open state, in which some do. */
    public boolean isOpen() {
        ResilienceProcessor breaker = breaker();
        return breaker != null
                && breaker.getCircuitBreakerState().endsWith("OPEN")
                && !breaker.getCircuitBreakerState().equals("HALF_OPEN");
    }

    /** Lets the next live requests probe Kafka; an operator's FORCED_OPEN stays. */
    public void halfOpen() {
        ResilienceProcessor breaker = breaker();
        if (breaker != null && breaker.getCircuitBreakerState().equals("OPEN")) {
            breaker.transitionToHalfOpenState();
        }
    }

    /** Its state in the words of resilience4j, such as CLOSED; empty where the routes have no such breaker. */
    public String state() {
        ResilienceProcessor breaker = breaker();
        return breaker == null ? "" : breaker.getCircuitBreakerState();
    }

    /** Sends everything to the buffer until {@link #automatic}, whatever Kafka does. */
    public void forceOpen() {
        existing().transitionToForcedOpenState();
    }

    /** Ends {@link #forceOpen}: the next live requests probe Kafka. */
    public void automatic() {
        existing().transitionToHalfOpenState();
    }

    private ResilienceProcessor existing() {
        ResilienceProcessor breaker = breaker();
        if (breaker == null) {
            throw new IllegalStateException("The routes have no breaker " + ID);
        }
        return breaker;
    }

    private ResilienceProcessor breaker() {
        return context.getProcessor(ID, ResilienceProcessor.class);
    }
}
