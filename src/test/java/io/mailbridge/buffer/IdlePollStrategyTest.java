package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class IdlePollStrategyTest {
    private final AtomicBoolean nothingToDo = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void shouldLeaveOutRunsAndTakeThemUpAgain() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("rest", new IdlePollStrategy(() -> {
                asked.incrementAndGet();
                return nothingToDo.get();
            }));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("scheduler:work?delay=10&initialDelay=10&greedy=true&pollStrategy=#rest")
                            .process(exchange -> {
                                runs.incrementAndGet();
                                nothingToDo.set(true);
                            });
                }
            });
            context.start();

            await().until(() -> asked.get() > 3);
            assertThat(runs).hasValue(0);
            nothingToDo.set(false);
            await().until(() -> runs.get() == 1);
            int before = asked.get();
            await().until(() -> asked.get() > before + 3);
            assertThat(runs).hasValue(1);
        }
    }
}
