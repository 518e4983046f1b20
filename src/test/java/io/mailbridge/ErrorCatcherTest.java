package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Without it Camel continues after a step that ended with an Error, or never completes the exchange. */
class ErrorCatcherTest {
    private final AtomicInteger behind = new AtomicInteger();

    @Test
    void shouldFailTheExchangeInsteadOfGoingOn() throws Exception {
        try (DefaultCamelContext context = context()) {
            Exchange exchange = context.createProducerTemplate().send("direct:plain", made -> {});

            assertThat(exchange.getException()).hasRootCauseInstanceOf(StackOverflowError.class);
            assertThat(behind).hasValue(0);
        }
    }

    @Test
    void shouldLeaveItToTheCatchOfTheRoute() throws Exception {
        try (DefaultCamelContext context = context()) {
            Exchange exchange = context.createProducerTemplate().send("direct:caught", made -> {});

            assertThat(exchange.getMessage().getBody()).isEqualTo("503");
            assertThat(exchange.isFailed()).isFalse();
            assertThat(behind).hasValue(0);
        }
    }

    @Test
    void shouldLetEachStepEndOnce() throws Exception {
        try (DefaultCamelContext context = context()) {
            AtomicInteger ends = new AtomicInteger();
            Exchange exchange = new DefaultExchange(context);

            AsyncProcessorConverterHelper.convert(context.getRoute("chosen").getProcessor())
                    .process(exchange, inTime -> ends.incrementAndGet());

            assertThat(behind).hasValue(2);
            assertThat(ends).hasValue(1);
        }
    }

    private DefaultCamelContext context() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().addInterceptStrategy(new ErrorCatcher());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:plain").process(exchange -> overflow()).process(exchange -> behind.incrementAndGet());
                from("direct:chosen")
                        .routeId("chosen")
                        .choice()
                        .when(body().isNull())
                        .process(exchange -> behind.incrementAndGet())
                        .end()
                        .process(exchange -> behind.incrementAndGet());
                from("direct:caught")
                        .doTry()
                        .to("direct:plain")
                        .process(exchange -> behind.incrementAndGet())
                        .doCatch(Throwable.class)
                        .setBody(constant("503"))
                        .end();
            }
        });
        context.start();
        return context;
    }

    private static void overflow() {
        throw new StackOverflowError();
    }
}
