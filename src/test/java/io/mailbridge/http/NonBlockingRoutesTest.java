package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.loop.NonBlocking;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NonBlockingRoutesTest {
    private static final String FIRST = "first";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final NonBlockingRoutes routes = new NonBlockingRoutes(context, () -> FIRST);

    private static final class Ours implements Processor, NonBlocking {
        @Override
        public void process(Exchange exchange) {
            // never waits
        }
    }

    /** What an engineer may add, each of which can wait. */
    private enum Edit {
        STEP(route -> route.process("theirs")),
        LAMBDA(route -> route.process(exchange -> {})),
        DELAY(route -> route.delay(1000)),
        ENDPOINT(route -> route.to("mock:other")),
        SCRIPT(route -> route.filter().simple("${body}").process("ours").end()),
        IN_A_BRANCH(route -> route.choice()
                .when()
                .exchangeProperty("x")
                .process("ours")
                .otherwise()
                .process("theirs")
                .end()),
        IN_A_CATCH(route -> ((TryDefinition) route.doTry().process("ours"))
                .doCatch(Exception.class)
                .process("theirs")
                .end()),
        IN_ANOTHER_ROUTE(route -> route.to("direct:theirs")),
        IN_A_MISSING_ROUTE(route -> route.to("direct:nowhere")),
        IN_A_POLICY(route -> route.routePolicyRef("policy"));

        private final Consumer<RouteDefinition> edit;

        Edit(Consumer<RouteDefinition> edit) {
            this.edit = edit;
        }
    }

    @BeforeEach
    void bind() {
        context.getRegistry().bind("ours", new Ours());
        context.getRegistry().bind("theirs", (Processor) exchange -> {});
        context.getRegistry().bind("policy", new RoutePolicySupport() {});
        context.getComponent("direct", DirectComponent.class).setBlock(false);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void add(String uri, String id, Consumer<RouteDefinition> steps) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                steps.accept(from(uri).routeId(id));
            }
        });
    }

    private void addOurs() throws Exception {
        add("direct:first", FIRST, route -> ((TryDefinition) route.doTry()
                        .process("ours")
                        .filter()
                        .exchangeProperty("x")
                        .to("direct:second")
                        .end())
                .doCatch(Exception.class)
                .process("ours")
                .end());
        addSecond("ours");
        add("direct:third", "third", route -> route.process(new Ours()));
        context.start();
    }

    private void addSecond(String step) throws Exception {
        add("direct:second", "second", route -> route.process(step)
                .to("direct:third")
                .to("direct:first"));
    }

    private void removeSecond() throws Exception {
        context.getRouteController().stopRoute("second");
        context.removeRoute("second");
    }

    @Test
    void shouldTrustRoutesInWhichAllStepsSayThatTheyNeverWait() throws Exception {
        addOurs();

        assertThat(routes.neverWait()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Edit.class)
    void shouldNotTrustAnyOtherStep(Edit edit) throws Exception {
        add("direct:theirs", "theirs", route -> route.process("theirs"));
        add("direct:first", FIRST, route -> {
            route.process("ours");
            edit.edit.accept(route);
        });

        assertThat(routes.neverWait()).isFalse();
    }

    @Test
    void shouldNotTrustAnErrorHandlerThatTriesAgain() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:first").routeId(FIRST).process("ours");
            }
        });

        assertThat(routes.neverWait()).isFalse();
    }

    @Test
    void shouldLookAgainWhenARouteIsReplaced() throws Exception {
        addOurs();
        assertThat(routes.neverWait()).isTrue();

        removeSecond();
        addSecond("theirs");
        assertThat(routes.neverWait()).isFalse();

        removeSecond();
        addSecond("ours");
        assertThat(routes.neverWait()).isTrue();
    }

    @Test
    void shouldNotTrustTracedRoutes() throws Exception {
        context.setTracing(true);
        addOurs();

        assertThat(routes.neverWait()).isFalse();
    }
}
