package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.Resilience4jConfigurationDefinition;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncCircuitBreakerTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Object> fallbacks = new ArrayList<>();
    private final Attempt attempt = new Attempt();
    private boolean fallbackFails;

    /** Ends when the test lets it, as a send to Kafka does. */
    private static final class Attempt extends AsyncProcessorSupport {
        private Exchange exchange;
        private AsyncCallback callback;

        @Override
        public boolean process(Exchange started, AsyncCallback whenDone) {
            exchange = started;
            callback = whenDone;
            exchange.getMessage().setBody("changed by the attempt");
            return false;
        }

        void end(Exception failure) {
            exchange.setException(failure);
            callback.done(false);
        }
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void shouldHoldNoThreadDuringTheAttempt() throws Exception {
        start(true, settings -> {});
        List<Boolean> ends = new ArrayList<>();

        boolean endedAtOnce = producer().process(exchange("original"), ends::add);

        assertThat(endedAtOnce).isFalse();
        assertThat(ends).isEmpty();
        attempt.end(null);
        assertThat(ends).containsExactly(false);
        assertThat(fallbacks).isEmpty();
        assertThat(breaker().getNumberOfSuccessfulCalls()).isEqualTo(1);
    }

    @Test
    void shouldGiveTheFallbackTheMessageAsItWas() throws Exception {
        start(true, settings -> {});
        Exchange exchange = exchange("original");
        producer().process(exchange, ended -> {});

        attempt.end(new IOException("gone"));

        assertThat(fallbacks).containsExactly("original");
        assertThat(exchange.isFailed()).isFalse();
        assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .hasMessage("gone");
        assertThat(breaker().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void shouldLetADoCatchFurtherOutHandleTheFailureOfTheFallback() throws Exception {
        fallbackFails = true;
        start(true, settings -> {});
        breaker().transitionToOpenState();
        Exchange exchange = context.createProducerTemplate().send("direct:guarded", exchange("original"));

        assertThat(exchange.isFailed()).isFalse();
        assertThat(exchange.getMessage().getBody()).isEqualTo("caught: no database");
    }

    @Test
    void shouldGoToTheFallbackWithoutAnAttemptWhileItIsOpen() throws Exception {
        start(true, settings -> {});
        breaker().transitionToOpenState();

        producer().process(exchange("original"), ended -> {});

        assertThat(fallbacks).containsExactly("original");
        assertThat(attempt.exchange).isNull();
    }

    @Test
    void shouldFailWithoutAFallbackInsteadOfPassingOnWhatWasNotSent() throws Exception {
        start(false, settings -> {});
        breaker().transitionToOpenState();
        Exchange exchange = exchange("original");

        producer().process(exchange, ended -> {});

        assertThat(exchange.getException()).isInstanceOf(CallNotPermittedException.class);
    }

    @Test
    void shouldTakeItsSettingsFromTheRoute() throws Exception {
        start(true, settings -> {
            settings.setSlidingWindowSize("7");
            settings.setMinimumNumberOfCalls("3");
            settings.setWaitDurationInOpenState("4");
            settings.setSlowCallDurationThreshold("5");
        });

        assertThat(breaker().getCircuitBreakerSlidingWindowSize()).isEqualTo(7);
        assertThat(breaker().getCircuitBreakerMinimumNumberOfCalls()).isEqualTo(3);
        assertThat(breaker().getCircuitBreakerWaitDurationInOpenState()).isEqualTo(4);
        assertThat(breaker().getCircuitBreaker().getCircuitBreakerConfig().getSlowCallDurationThreshold())
                .hasSeconds(5);
    }

    @Test
    void shouldRefuseAnOptionThatWouldAnswer200ForLostEvents() {
        assertThatThrownBy(() ->
                        start(true, settings -> settings.setIgnoreExceptions(List.of(IOException.class.getName()))))
                .hasStackTraceContaining("ignoreException would answer 200");
    }

    @Test
    void shouldEndItsPauseByAClockThatIsNeverSet() throws Exception {
        start(true, settings -> {});

        assertThat(breaker().getCircuitBreaker().getCircuitBreakerConfig().getClock())
                .isInstanceOf(SteadyClock.class);
    }

    @Test
    void shouldRefuseATimeoutOfItsOwn() {
        assertThatThrownBy(() -> start(true, settings -> settings.setTimeoutEnabled("true")))
                .hasStackTraceContaining("timeoutEnabled");
    }

    private void start(boolean withFallback, Consumer<Resilience4jConfigurationDefinition> change) throws Exception {
        context.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, new AsyncCircuitBreakers());
        Resilience4jConfigurationDefinition settings = new Resilience4jConfigurationDefinition();
        change.accept(settings);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                CircuitBreakerDefinition breaker =
                        from("direct:in").errorHandler(noErrorHandler()).circuitBreaker();
                breaker.id("breaker");
                breaker.setResilience4jConfiguration(settings);
                breaker.process(attempt);
                if (withFallback) {
                    breaker.onFallback().process(AsyncCircuitBreakerTest.this::fallBack);
                }
                from("direct:guarded")
                        .errorHandler(noErrorHandler())
                        .doTry()
                        .to("direct:in")
                        .doCatch(Exception.class)
                        .setBody(simple("caught: ${exception.message}"))
                        .end();
            }
        });
        context.start();
    }

    private void fallBack(Exchange exchange) {
        fallbacks.add(exchange.getMessage().getBody());
        if (fallbackFails) {
            throw new IllegalStateException("no database");
        }
    }

    private AsyncProducer producer() throws Exception {
        AsyncProducer producer = context.getEndpoint("direct:in").createAsyncProducer();
        producer.start();
        return producer;
    }

    private ResilienceProcessor breaker() {
        return context.getProcessor("breaker", ResilienceProcessor.class);
    }

    private Exchange exchange(String body) {
        Exchange exchange = context.getEndpoint("direct:in").createExchange();
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
