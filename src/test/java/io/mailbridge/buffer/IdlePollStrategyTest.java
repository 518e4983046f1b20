package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdlePollStrategyTest {
    private final AtomicBoolean nothingToDo = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger runs = new AtomicInteger();
    private final RestEnd end = new RestEnd();
    private final AtomicLong longest = new AtomicLong(Duration.ofMinutes(5).toNanos());
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void shouldLeaveOutRunsAndTakeThemUpAgain() throws Exception {
        start(new IdlePollStrategy(this::isNothingToDo));

        await().until(() -> asked.get() > 3);
        assertThat(runs).hasValue(0);
        nothingToDo.set(false);
        await().until(() -> runs.get() == 1);
        int before = asked.get();
        await().until(() -> asked.get() > before + 3);
        assertThat(runs).hasValue(1);
    }

    @Test
    void shouldSleepUntilAChangeIsTold() throws Exception {
        start(sleeping());

        await().during(Duration.ofMillis(200)).until(() -> asked.get() == 1);
        nothingToDo.set(false);
        end.tell();
        await().until(() -> runs.get() == 1);
        await().during(Duration.ofMillis(200)).until(() -> asked.get() == 3);
    }

    @Test
    void shouldNotMissAChangeFromWhenItLooksOn() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        start(new IdlePollStrategy(
                () -> {
                    boolean nothing = isNothingToDo();
                    if (first.getAndSet(false)) {
                        nothingToDo.set(false);
                        end.tell();
                    }
                    return nothing;
                },
                end,
                longest::get));

        await().until(() -> runs.get() == 1);
    }

    @Test
    void shouldRunWhenTimeHasEndedTheRest() throws Exception {
        longest.set(Duration.ofMillis(100).toNanos());
        start(new IdlePollStrategy(() -> isNothingToDo() && asked.get() < 2, end, longest::get));

        await().until(() -> runs.get() > 0);
        assertThat(asked).hasValueGreaterThan(1);
    }

    @Test
    void shouldNotRunWhenSuspendedInItsSleep() throws Exception {
        longest.set(Duration.ofMillis(300).toNanos());
        start(sleeping());
        await().until(() -> asked.get() == 1);

        context.getRouteController().suspendRoute("work");
        nothingToDo.set(false);
        await().during(Duration.ofMillis(500)).until(() -> runs.get() == 0);
        context.getRouteController().resumeRoute("work");
        await().until(() -> runs.get() > 0);
    }

    @Test
    void shouldStopInItsSleep() throws Exception {
        start(sleeping());
        await().until(() -> asked.get() == 1);

        long before = System.nanoTime();
        context.getRouteController().stopRoute("work");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(runs).hasValue(0);
    }

    private IdlePollStrategy sleeping() {
        return new IdlePollStrategy(this::isNothingToDo, end, longest::get);
    }

    private boolean isNothingToDo() {
        asked.incrementAndGet();
        return nothingToDo.get();
    }

    private void start(IdlePollStrategy strategy) throws Exception {
        context.getRegistry().bind("rest", strategy);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("scheduler:work?delay=10&initialDelay=10&greedy=true&pollStrategy=#rest")
                        .routeId("work")
                        .process(exchange -> {
                            runs.incrementAndGet();
                            nothingToDo.set(true);
                        });
            }
        });
        context.start();
    }
}
