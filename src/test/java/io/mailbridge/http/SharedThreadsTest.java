package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which tasks share a thread; none waits behind a task that blocks. */
class SharedThreadsTest {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final Queue<Runnable> started = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> looks = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        pool.shutdownNow();
    }

    @Test
    void shouldRunTheTasksOfABurstOnOneThreadInTheirOrder() {
        SharedThreads threads = new SharedThreads(started::add, 2, looks::add);
        List<Integer> ran = new ArrayList<>();

        IntStream.range(0, 5).forEach(i -> threads.add(() -> ran.add(i)));
        assertThat(started).isEmpty();
        threads.start();

        assertThat(started).hasSize(1);
        started.remove().run();
        assertThat(ran).containsExactly(0, 1, 2, 3, 4);
        assertThat(started).isEmpty();
    }

    @Test
    void shouldStartNoMoreThreadsThanAllowedWhileNoneBlocks() {
        SharedThreads threads = new SharedThreads(started::add, 2, looks::add);

        IntStream.range(0, 5).forEach(i -> threads.execute(() -> {}));

        assertThat(started).hasSize(2);
    }

    @Test
    void shouldRunWhatCameWhileNoThreadCouldBeStarted() {
        AtomicBoolean full = new AtomicBoolean(true);
        SharedThreads threads = new SharedThreads(
                task -> {
                    if (full.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    started.add(task);
                },
                1,
                looks::add);
        List<Integer> ran = new ArrayList<>();

        threads.execute(() -> ran.add(1));
        threads.execute(() -> ran.add(2));
        looks.remove().run();
        assertThat(ran).isEmpty();
        full.set(false);
        looks.remove().run();
        threads.execute(() -> ran.add(3));
        started.forEach(Runnable::run);

        assertThat(ran).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void shouldMakeRoomForOtherThreadsAfterSixteenTasks() {
        SharedThreads threads = new SharedThreads(started::add, 1, looks::add);
        List<Integer> ran = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> threads.execute(() -> ran.add(i)));

        started.remove().run();
        assertThat(ran).hasSize(16);

        started.remove().run();
        assertThat(ran).hasSize(20);
    }

    @Test
    void shouldCheckOnlyWhileTasksWait() {
        SharedThreads threads = new SharedThreads(started::add, 1, looks::add);

        threads.execute(() -> {});
        assertThat(looks).isEmpty();

        threads.execute(() -> {});
        assertThat(looks).hasSize(1);

        started.remove().run();
        looks.remove().run();
        assertThat(looks).isEmpty();
        assertThat(started).isEmpty();
    }

    @Test
    void shouldGiveThreadsToWhatWaitsBehindTasksThatBlock() throws InterruptedException {
        SharedThreads threads = new SharedThreads(pool, 1);
        threads.execute(this::block);
        CountDownLatch others = new CountDownLatch(3);

        threads.execute(others::countDown);
        threads.execute(() -> {
            others.countDown();
            block();
        });
        threads.execute(others::countDown);

        assertThat(others.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldGiveThreadsToTheRestOfABurstWhoseFirstTaskBlocks() throws InterruptedException {
        SharedThreads threads = new SharedThreads(pool, 1);
        CountDownLatch others = new CountDownLatch(2);

        threads.add(this::block);
        threads.add(others::countDown);
        threads.add(others::countDown);
        threads.start();

        assertThat(others.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldPrepareATaskOnTheThreadThatAddsIt() throws InterruptedException {
        ThreadLocal<String> trace = new ThreadLocal<>();
        CountDownLatch ran = new CountDownLatch(1);
        SharedThreads threads = new SharedThreads(
                task -> {
                    String handedOver = trace.get();
                    return () -> {
                        trace.set(handedOver);
                        task.run();
                    };
                },
                pool,
                1);

        trace.set("of the caller");
        threads.execute(() -> {
            if ("of the caller".equals(trace.get())) {
                ran.countDown();
            }
        });

        assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldEndWhatHasBegunBeforeItBeginsWithMore() {
        SharedThreads ending = new SharedThreads(started::add, 1, looks::add);
        SharedThreads beginning = ending.yielding(1);
        List<String> ran = new ArrayList<>();
        beginning.add(() -> {
            ran.add("first begins");
            ending.execute(() -> ran.add("first ends"));
        });
        beginning.add(() -> ran.add("second begins"));
        beginning.start();

        started.remove().run();

        assertThat(ran).containsExactly("first begins", "first ends", "second begins");
    }

    @Test
    void shouldGoOnAfterATaskThatFails() {
        ExecutorService quiet = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((failed, cause) -> {});
            return thread;
        });
        SharedThreads threads = new SharedThreads(quiet, 1);
        CountDownLatch next = new CountDownLatch(1);

        threads.add(() -> {
            throw new IllegalStateException("a task's own fault");
        });
        threads.add(next::countDown);
        threads.start();

        await().atMost(Duration.ofSeconds(5)).until(() -> next.getCount() == 0);
        quiet.shutdownNow();
    }

    @Test
    void shouldRunEveryTaskOfManyThreadsOnce() throws InterruptedException {
        int senders = 4;
        int tasks = 20_000;
        SharedThreads threads = new SharedThreads(pool, 2);
        BlockingQueue<Integer> ran = new ArrayBlockingQueue<>(senders * tasks + 1);

        for (int sender = 0; sender < senders; sender++) {
            int first = sender * tasks;
            pool.execute(() -> IntStream.range(first, first + tasks).forEach(i -> threads.execute(() -> ran.add(i))));
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> ran.size() == senders * tasks);
        assertThat(ran).doesNotHaveDuplicates();
    }

    private void block() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
