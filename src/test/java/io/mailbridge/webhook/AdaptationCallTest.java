package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdaptationCallTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void bind() throws Exception {
        Processor count = exchange -> calls.incrementAndGet();
        context.getRegistry().bind("asTheyAre", count);
        context.getRegistry().bind("mine", count);
        context.getComponent("direct", DirectComponent.class).setBlock(false);
        context.getCamelContextExtension().addInterceptStrategy(new AdaptationCall());
        add("caller", "direct:caller", "direct:adapt-events");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void shouldPassOverTheRouteAsShipped() throws Exception {
        add("asTheyAre");

        assertThat(call()).isTrue();
        assertThat(calls).hasValue(0);
    }

    @Test
    void shouldCallAnEditedRoute() throws Exception {
        add("asTheyAre", "mine");

        assertThat(call()).isTrue();
        assertThat(calls).hasValue(2);
    }

    @Test
    void shouldCallTheRouteThatIsTraced() throws Exception {
        context.setTracing(true);
        add("asTheyAre");

        assertThat(call()).isTrue();
        assertThat(calls).hasValue(1);
    }

    @Test
    void shouldNoticeThatTheRouteIsStoppedReplacedOrMissing() throws Exception {
        assertThat(call()).isFalse();
        add("asTheyAre");
        assertThat(call()).isTrue();
        context.getRouteController().stopRoute("adapt-events");
        assertThat(call()).isFalse();
        context.removeRoute("adapt-events");
        add("mine");
        assertThat(call()).isTrue();
        assertThat(calls).hasValue(1);
    }

    /** A step that says that it has ended is followed by the next one at once, with events that are not adapted yet. */
    @Test
    void shouldEndWhenTheCallEndsAndSaySo() throws Exception {
        List<AsyncCallback> called = new ArrayList<>();
        List<Boolean> ended = new ArrayList<>();
        AsyncProcessor call = wrapped((exchange, callback) -> {
            called.add(callback);
            return false;
        });

        assertThat(call.process(new DefaultExchange(context), ended::add)).isFalse();
        assertThat(ended).isEmpty();
        called.get(0).done(false);
        assertThat(ended).containsExactly(false);

        call = wrapped((exchange, callback) -> {
            callback.done(true);
            return true;
        });
        assertThat(call.process(new DefaultExchange(context), ended::add)).isTrue();

        add("asTheyAre");
        context.start();
        assertThat(call.process(new DefaultExchange(context), ended::add)).isTrue();
        assertThat(ended).as("the last one passed over").containsExactly(false, true, true);
        assertThat(calls).hasValue(0);
    }

    private AsyncProcessor wrapped(BiPredicate<Exchange, AsyncCallback> call) {
        AsyncProcessor target = new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return call.test(exchange, callback);
            }
        };
        return (AsyncProcessor) new AdaptationCall()
                .wrapProcessorInInterceptors(context, new ToDefinition("direct:adapt-events"), target, null);
    }

    private boolean call() {
        if (!context.isStarted()) {
            context.start();
        }
        return !context.createProducerTemplate()
                .send("direct:caller", exchange -> {})
                .isFailed();
    }

    private void add(String... steps) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                var route = from("direct:adapt-events").routeId("adapt-events").errorHandler(noErrorHandler());
                for (String step : steps) {
                    route.process(step);
                }
            }
        });
    }

    private void add(String id, String from, String to) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(id).errorHandler(noErrorHandler()).to(to);
            }
        });
    }
}
