package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.loop.HomeLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RequestStartTest {
    private static final int LARGE = 100_000;

    private final List<Runnable> onThreads = new ArrayList<>();
    private final RequestStart start =
            new RequestStart(new SharedThreads(onThreads::add, 4, later -> {}), UnaryOperator.identity());
    private final Queue<Runnable> onLoop = new ArrayDeque<>();
    private final Executor loop = onLoop::add;
    private final List<Executor> homes = new ArrayList<>();

    private void route() {
        homes.add(HomeLoop.current());
    }

    @Test
    void shouldRunASmallRequestOnItsLoop() {
        start.start(loop, 100, true, this::route);
        assertThat(homes).isEmpty();
        onLoop.remove().run();

        assertThat(homes).containsExactly(loop);
        assertThat(onThreads).isEmpty();
    }

    @Test
    void shouldBringALargeRequestBackToItsLoopAndNoOtherOne() {
        start.start(loop, LARGE, true, this::route);
        start.start(loop, 100, false, this::route);
        assertThat(onThreads).isEmpty();
        onLoop.remove().run();
        onThreads.remove(0).run();

        assertThat(onLoop).isEmpty();
        assertThat(homes).containsExactly(loop, null);
    }

    /** A loop that is held up does not come to start the threads of its own requests. */
    @Test
    void shouldStartThreadsForOneLoopWhileAnotherIsHeldUp() throws InterruptedException {
        start.start(task -> {}, LARGE, true, () -> {});
        Thread other = new Thread(() -> start.start(Runnable::run, LARGE, true, this::route));
        other.start();
        other.join();

        assertThat(onThreads).isNotEmpty();
    }
}
