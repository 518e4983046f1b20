package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
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
