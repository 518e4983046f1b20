package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** The breaker without a route: when it ends and on which thread, what the exchange says then, and what it counts. */
class AsyncCircuitBreakerOutcomeTest {
    private static final Processor FAILING = exchange -> {
        throw new IOException("gone");
    };

    private final AtomicLong now = new AtomicLong(TimeUnit.HOURS.toNanos(1));
    private final CircuitBreaker counted = CircuitBreaker.of(
            "test",
            CircuitBreakerConfig.custom()
                    .currentTimestampFunction(clock -> now.get(), TimeUnit.NANOSECONDS)
                    .slowCallDurationThreshold(Duration.ofSeconds(5))
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .build());
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final List<Boolean> ends = new ArrayList<>();

    /** Ends when the test says so. */
    private static final class Held extends AsyncProcessorSupport {
        private AsyncCallback callback;

        @Override
        public boolean process(Exchange started, AsyncCallback whenDone) {
            callback = whenDone;
            return false;
        }

        boolean started() {
            return callback != null;
        }

        void end() {
            callback.done(false);
        }
    }

    @Test
    void shouldEndOnTheCallersThreadWithAnAttemptThatDoes() {
        boolean endedAtOnce = process(step -> assertThat(inTry()).isTrue(), FAILING);

        assertThat(endedAtOnce).isTrue();
        assertThat(ends).containsExactly(true);
        assertThat(inTry()).as("the steps behind the breaker are in no doTry").isNull();
        assertThat(toldOf()).containsExactly(true, false, false);
        assertThat(exchange.getProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_STATE))
                .isEqualTo("CLOSED");
    }

    @Test
    void shouldRunTheFallbackBeforeItEndsOnTheCallersThread() {
        boolean endedAtOnce = process(FAILING, step -> {
            assertThat(ends).isEmpty();
            assertThat(inTry()).isTrue();
            step.getMessage().setBody("buffered");
        });

        assertThat(endedAtOnce).isTrue();
        assertThat(ends).containsExactly(true);
        assertThat(exchange.getMessage().getBody()).isEqualTo("buffered");
        assertThat(exchange.isFailed()).isFalse();
        assertThat(toldOf()).containsExactly(false, true, true);
    }

    @Test
    void shouldFailWhereTheFallbackFailsToo() {
        process(FAILING, step -> {
            throw new IllegalStateException("no database");
        });

        assertThat(ends).containsExactly(true);
        assertThat(exchange.getException()).as("else it would be a 200").hasMessage("no database");
    }

    @Test
    void shouldEndWithAFallbackThatHoldsNoThread() {
        Held attempt = new Held();
        Held fallback = new Held();
        assertThat(process(attempt, fallback)).isFalse();

        exchange.setException(new IOException("gone"));
        attempt.end();
        assertThat(fallback.started()).isTrue();
        assertThat(ends).as("the buffer has not committed").isEmpty();
        fallback.end();

        assertThat(ends).containsExactly(false);
        assertThat(exchange.isFailed()).isFalse();
    }

    @Test
    void shouldEndWithTheFallbackAloneWhileItIsOpen() {
        counted.transitionToOpenState();
        Held fallback = new Held();
        assertThat(process(FAILING, fallback)).isFalse();
        assertThat(ends).isEmpty();
        assertThat(inTry()).isTrue();
        assertThat(toldOf()).containsExactly(false, true, true);
        assertThat(exchange.getProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_STATE))
                .isEqualTo("OPEN");
        fallback.end();

        assertThat(ends).containsExactly(false);
        assertThat(inTry()).isNull();
        assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(CallNotPermittedException.class);
    }

    @Test
    void shouldEndAtOnceWithAFallbackThatDoesWhileItIsOpen() {
        counted.transitionToOpenState();

        assertThat(process(FAILING, step -> {})).isTrue();
        assertThat(ends).containsExactly(true);
    }

    @Test
    void shouldFailWithoutAFallbackWhileItIsOpen() {
        counted.transitionToOpenState();

        assertThat(process(FAILING, null)).isTrue();
        assertThat(ends).containsExactly(true);
        assertThat(exchange.getException()).isInstanceOf(CallNotPermittedException.class);
        assertThat(toldOf()).containsExactly(false, false, true);
    }

    @Test
    void shouldFailWithTheAttemptWithoutAFallback() {
        assertThat(process(FAILING, null)).isTrue();
        assertThat(ends).containsExactly(true);
        assertThat(exchange.getException()).hasMessage("gone");
        assertThat(counted.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void shouldRunAllStepsOfTheFallbackWhateverTheAttemptHasMarked() {
        process(
                step -> {
                    step.setRouteStop(true);
                    step.getExchangeExtension().setRedeliveryExhausted(true);
                    throw new IOException("gone");
                },
                step -> {
                    assertThat(step.isRouteStop())
                            .as("a stopped route skips steps")
                            .isFalse();
                    assertThat(step.getExchangeExtension().isRedeliveryExhausted())
                            .isFalse();
                });

        assertThat(exchange.getException()).isNull();
        assertThat(ends).containsExactly(true);
    }

    @Test
    void shouldCountAnAttemptAsSlowByTheTimeItTook() {
        process(step -> now.addAndGet(TimeUnit.SECONDS.toNanos(4)), null);
        assertThat(counted.getMetrics().getNumberOfSlowCalls()).isZero();

        process(step -> now.addAndGet(TimeUnit.SECONDS.toNanos(6)), null);
        assertThat(counted.getMetrics().getNumberOfSlowCalls()).isEqualTo(1);
        assertThat(counted.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(2);
    }

    @Test
    void shouldLetTheNextRequestProbeWhereAnAttemptHasShownNothing() {
        counted.transitionToOpenState();
        counted.transitionToHalfOpenState();

        process(step -> step.setProperty(AsyncCircuitBreaker.NOT_TRIED, true), FAILING);

        assertThat(ends).containsExactly(true);
        assertThat(exchange.getProperty(AsyncCircuitBreaker.NOT_TRIED)).isNull();
        assertThat(counted.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(counted.tryAcquirePermission())
                .as("else it stays half-open for good")
                .isTrue();
    }

    private boolean process(Processor attempt, Processor fallback) {
        AsyncCircuitBreaker breaker = new AsyncCircuitBreaker(counted.getCircuitBreakerConfig(), attempt, fallback);
        breaker.setCircuitBreaker(counted);
        return breaker.process(exchange, ends::add);
    }

    private Boolean inTry() {
        return exchange.getProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK, Boolean.class);
    }

    /** What Camel tells of a breaker's attempt: succeeded, from the fallback, cut short. */
    private List<Object> toldOf() {
        return List.of(
                exchange.getProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SUCCESSFUL_EXECUTION),
                exchange.getProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_FROM_FALLBACK),
                exchange.getProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SHORT_CIRCUITED));
    }
}
