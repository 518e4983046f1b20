package io.mailbridge.publish;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/**
 * The circuit breaker of camel-resilience4j, without holding a thread during the attempt: Camel's own holds one until
 * 4.22. Its settings, metrics, JMX and what the fallback finds on the exchange are Camel's.
 */
final class AsyncCircuitBreaker extends ResilienceProcessor {
    /** Exchange property by which the attempt says that it shows nothing: neither a success nor a failure. */
    static final String NOT_TRIED = "notTried";

    private final AsyncProcessor attempt;
    private final AsyncProcessor fallback;

    /** @param fallback may be null: a failed attempt then fails the exchange */
    AsyncCircuitBreaker(CircuitBreakerConfig config, Processor attempt, Processor fallback) {
        super(config, null, null, attempt, fallback, true, null, null);
        this.attempt = AsyncProcessorConverterHelper.convert(attempt);
        this.fallback = fallback == null ? null : AsyncProcessorConverterHelper.convert(fallback);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CircuitBreaker breaker = getCircuitBreaker();
        exchange.setProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK, true);
        if (!breaker.tryAcquirePermission()) {
            exchange.setException(CallNotPermittedException.createCallNotPermittedException(breaker));
            if (!prepareFallback(exchange)) {
                done(exchange, callback, true);
                return true;
            }
            return fallback.process(exchange, sync -> done(exchange, callback, sync));
        }
        // steps of the attempt may change the message; the fallback gets the original
        Message original = exchange.getMessage();
        exchange.setMessage(original.copy());
        long began = breaker.getCurrentTimestamp();
        return attempt.process(exchange, sync -> attempted(exchange, callback, sync, original, began));
    }

    private void attempted(Exchange exchange, AsyncCallback callback, boolean sync, Message original, long began) {
        CircuitBreaker breaker = getCircuitBreaker();
        long took = breaker.getCurrentTimestamp() - began;
        Exception failure = exchange.getException();
        if (failure == null) {
            if (Boolean.TRUE.equals(exchange.removeProperty(NOT_TRIED))) {
                breaker.releasePermission();
            } else {
                breaker.onSuccess(took, breaker.getTimestampUnit());
            }
            noteOutcome(exchange, true);
            done(exchange, callback, sync);
            return;
        }
        breaker.onError(took, breaker.getTimestampUnit(), failure);
        exchange.setMessage(original);
        if (!prepareFallback(exchange)) {
            done(exchange, callback, sync);
        } else if (sync) {
            // the caller expects it to end on its thread
            runFallback(exchange);
            done(exchange, callback, true);
        } else {
            fallback.process(exchange, inTime -> done(exchange, callback, false));
        }
    }

    private void runFallback(Exchange exchange) {
        try {
            fallback.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    private boolean prepareFallback(Exchange exchange) {
        noteOutcome(exchange, false);
        if (fallback == null) {
            return false;
        }
        // not marked as handled, as Camel's does: a doCatch further out would let the fallback's own failure pass
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, exchange.getException());
        exchange.setRouteStop(false);
        exchange.setException(null);
        exchange.getExchangeExtension().setRedeliveryExhausted(false);
        return true;
    }

    private void noteOutcome(Exchange exchange, boolean succeeded) {
        exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SUCCESSFUL_EXECUTION, succeeded);
        exchange.setProperty(
                ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_FROM_FALLBACK, !succeeded && fallback != null);
        exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SHORT_CIRCUITED, !succeeded);
        exchange.setProperty(
                ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_STATE,
                getCircuitBreaker().getState().name());
    }

    private static void done(Exchange exchange, AsyncCallback callback, boolean sync) {
        exchange.removeProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK);
        callback.done(sync);
    }
}
