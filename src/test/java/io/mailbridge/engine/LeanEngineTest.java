package io.mailbridge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ManagementStatisticsLevel;
import org.apache.camel.StreamCache;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.CamelInternalProcessor;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.InternalProcessorFactory;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps run as they do with Camel's own channels and executor. */
class LeanEngineTest {
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final List<String> steps = new ArrayList<>();

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    @Test
    void shouldRunTheSameStepsInTheSameOrderAsCamel() throws Exception {
        List<String> lean = stepsOf(context(true));
        steps.clear();

        assertThat(lean).isEqualTo(stepsOf(context(false))).contains("caught", "on the other thread", "end");
    }

    @Test
    void shouldKeepTheStackOfALongLoopShort() throws Exception {
        try (DefaultCamelContext context = context(true)) {
            Exchange done = context.createProducerTemplate().send("direct:long", made -> {});

            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getBody()).isEqualTo(100_000);
        }
    }

    @Test
    void shouldCallAStepDirectly() throws Exception {
        try (DefaultCamelContext context = context(true)) {
            context.createProducerTemplate().send("direct:traced", made -> {});

            // else Camel's is between the step and this one
            assertThat(steps).containsExactly(LeanChannel.class.getName());
        }
    }

    @Test
    void shouldNoteTheStepWhileItRuns() throws Exception {
        try (DefaultCamelContext context = context(true)) {
            Exchange done = context.createProducerTemplate().send("direct:noted", made -> {});

            assertThat(done.getMessage().getBody()).isEqualTo("the-step");
        }
    }

    @Test
    void shouldCountStepsWhereJmxDoes() throws Exception {
        try (DefaultCamelContext context = context(true, ManagementStatisticsLevel.Default)) {
            context.createProducerTemplate().send("direct:noted", made -> {});
            context.createProducerTemplate().send("direct:noted", made -> {});

            Object count = context.getCamelContextExtension()
                    .getContextPlugin(ManagedCamelContext.class)
                    .getManagedProcessor("the-step")
                    .getExchangesCompleted();

            assertThat(count).isEqualTo(2L);
        }
    }

    @Test
    void shouldStopWhereTheRouteSaysSo() throws Exception {
        try (DefaultCamelContext context = context(true)) {
            context.createProducerTemplate().send("direct:stopped", made -> {});

            assertThat(steps).containsExactly("before the stop");
        }
    }

    @Test
    void shouldRefuseStepsInAForcedShutdown() throws Exception {
        try (DefaultCamelContext context = context(true)) {
            ((Forced) context.getShutdownStrategy()).forced = true;

            Exchange done = context.createProducerTemplate().send("direct:noted", made -> {});

            assertThat(done.getException()).isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void shouldLetCamelCacheStreamsBeforeEachStep() throws Exception {
        try (DefaultCamelContext context = context(true)) {
            Exchange done = context.createProducerTemplate()
                    .send("direct:cached", made -> made.getMessage().setBody(new ByteArrayInputStream(new byte[] {1})));

            assertThat(done.getMessage().getBody()).isEqualTo("a stream cache");
        }
    }

    private List<String> stepsOf(DefaultCamelContext made) throws Exception {
        try (DefaultCamelContext context = made) {
            context.createProducerTemplate().send("direct:all", exchange -> {});
            return List.copyOf(steps);
        }
    }

    private static final class Forced extends DefaultShutdownStrategy {
        private boolean forced;

        @Override
        public boolean isForceShutdown() {
            return forced || super.isForceShutdown();
        }
    }

    private DefaultCamelContext context(boolean lean) throws Exception {
        return context(lean, ManagementStatisticsLevel.RoutesOnly);
    }

    private DefaultCamelContext context(boolean lean, ManagementStatisticsLevel counted) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getManagementStrategy().getManagementAgent().setStatisticsLevel(counted);
        // as in application.properties
        context.setStreamCaching(false);
        context.setShutdownStrategy(new Forced());
        if (lean) {
            context.getCamelContextExtension().addContextPlugin(InternalProcessorFactory.class, new LeanChannels());
            context.getCamelContextExtension().setReactiveExecutor(new LeanReactiveExecutor());
        }
        context.addRoutes(new Routes());
        context.start();
        return context;
    }

    private void note(String step) {
        steps.add(step);
    }

    private final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            errorHandler(noErrorHandler());
            from("direct:all")
                    .process(exchange -> note("first"))
                    .doTry()
                    .to("direct:chosen")
                    .process(exchange -> note("not reached"))
                    .doCatch(IllegalStateException.class)
                    .process(exchange -> note("caught"))
                    .doFinally()
                    .process(exchange -> note("finally"))
                    .end()
                    .process(new OnTheOtherThread())
                    .process(exchange -> note("after it"))
                    .loop(3)
                    .process(exchange -> note("a"))
                    .filter(exchangeProperty(Exchange.LOOP_INDEX).isEqualTo(1))
                    .process(exchange -> note("b"))
                    .end()
                    .end()
                    .setBody(constant(List.of(1, 2)))
                    .split(body())
                    .process(exchange -> note("part " + exchange.getMessage().getBody()))
                    .end()
                    .wireTap("direct:noted")
                    .process(exchange -> note("end"));
            from("direct:chosen")
                    .choice()
                    .when(body().isNull())
                    .to("direct:fails")
                    .otherwise()
                    .process(exchange -> note("not reached"))
                    .end()
                    .process(exchange -> note("not reached"));
            from("direct:fails").process(exchange -> note("fails")).throwException(new IllegalStateException("x"));
            from("direct:long")
                    .setBody(constant(0))
                    .loop(100_000)
                    .process(exchange ->
                            exchange.getMessage().setBody(exchange.getMessage().getBody(Integer.class) + 1))
                    .choice()
                    .when(body().isNull())
                    .to("direct:fails")
                    .end()
                    .end();
            from("direct:noted")
                    .process(exchange -> exchange.getMessage()
                            .setBody(exchange.getExchangeExtension().getHistoryNodeId()))
                    .id("the-step");
            from("direct:cached").streamCache("true").process(exchange -> exchange.getMessage()
                    .setBody(exchange.getMessage().getBody() instanceof StreamCache ? "a stream cache" : "as it was"));
            from("direct:traced")
                    .process(exchange -> note(
                            StackWalker.getInstance().walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                                    .filter(name -> name.equals(LeanChannel.class.getName())
                                            || name.equals(CamelInternalProcessor.class.getName()))
                                    .findFirst()
                                    .orElse("neither"))));
            from("direct:stopped")
                    .process(exchange -> note("before the stop"))
                    .stop()
                    .process(exchange -> note("behind it"));
        }
    }

    private final class OnTheOtherThread extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            other.execute(() -> {
                note("on the other thread");
                callback.done(false);
            });
            return false;
        }
    }
}
