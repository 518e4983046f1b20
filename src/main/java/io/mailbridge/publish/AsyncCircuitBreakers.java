package io.mailbridge.publish;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.Resilience4jConfigurationDefinition;
import org.apache.camel.processor.DefaultProcessorFactory;
import org.apache.camel.support.CamelContextHelper;

/**
 * Makes every circuitBreaker of the routes one that holds no thread. Refuses options that would lose events: those with
 * which Camel's breaker passes a failed exchange on as a success, or lets attempt and fallback run at the same time.
 */
public final class AsyncCircuitBreakers extends DefaultProcessorFactory {
    private static final long SLOW_CALL_SECONDS = 60;

    @Override
    public Processor createProcessor(Route route, NamedNode definition) throws Exception {
        Processor made = super.createProcessor(route, definition);
        if (made instanceof ResilienceProcessor breaker) {
            return async(route.getCamelContext(), breaker, (CircuitBreakerDefinition) definition);
        }
        return made;
    }

    private static Processor async(
            CamelContext context, ResilienceProcessor made, CircuitBreakerDefinition definition) {
        Resilience4jConfigurationDefinition settings = definition.getResilience4jConfiguration();
        refuseWhatLosesEvents(made, settings);
        List<Processor> branches = made.next();
        AsyncCircuitBreaker breaker = new AsyncCircuitBreaker(
                config(context, made, settings), branches.get(0), branches.size() > 1 ? branches.get(1) : null);
        breaker.setDisabled(made.isDisabled());
        if (made.getCircuitBreaker() != null) {
            breaker.setCircuitBreaker(made.getCircuitBreaker());
        }
        breaker.setCircuitBreakerRegistry(made.getCircuitBreakerRegistry());
        breaker.setTimeLimiterRegistry(made.getTimeLimiterRegistry());
        breaker.setBulkheadRegistry(made.getBulkheadRegistry());
        return breaker;
    }

    private static void refuseWhatLosesEvents(ResilienceProcessor made, Resilience4jConfigurationDefinition settings) {
        if (made.isTimeoutEnabled() || made.isBulkheadEnabled()) {
            throw new IllegalArgumentException(
                    "circuitBreaker: timeoutEnabled and bulkheadEnabled are not supported; bridge.kafka.timeout and"
                            + " bridge.http.max-in-flight bound attempts");
        }
        if (settings != null
                && !(settings.getRecordExceptions().isEmpty()
                        && settings.getIgnoreExceptions().isEmpty())) {
            throw new IllegalArgumentException(
                    "circuitBreaker: recordException and ignoreException would answer 200 for lost events");
        }
    }

    private static CircuitBreakerConfig config(
            CamelContext context, ResilienceProcessor made, Resilience4jConfigurationDefinition settings) {
        String slow = settings == null ? null : settings.getSlowCallDurationThreshold();
        Long seconds = slow == null ? null : CamelContextHelper.parseLong(context, slow);
        return CircuitBreakerConfig.custom()
                .failureRateThreshold(made.getCircuitBreakerFailureRateThreshold())
                .slowCallRateThreshold(made.getCircuitBreakerSlowCallRateThreshold())
                .slowCallDurationThreshold(Duration.ofSeconds(seconds == null ? SLOW_CALL_SECONDS : seconds))
                .minimumNumberOfCalls(made.getCircuitBreakerMinimumNumberOfCalls())
                .permittedNumberOfCallsInHalfOpenState(made.getCircuitBreakerPermittedNumberOfCallsInHalfOpenState())
                .slidingWindowSize(made.getCircuitBreakerSlidingWindowSize())
                .slidingWindowType(SlidingWindowType.valueOf(made.getCircuitBreakerSlidingWindowType()))
                .waitDurationInOpenState(Duration.ofSeconds(made.getCircuitBreakerWaitDurationInOpenState()))
                .automaticTransitionFromOpenToHalfOpenEnabled(
                        made.isCircuitBreakerTransitionFromOpenToHalfOpenEnabled())
                .clock(new SteadyClock(Instant.now(), System::nanoTime))
                .writableStackTraceEnabled(made.isCircuitBreakerWritableStackTraceEnabled())
                .build();
    }
}
