package io.mailbridge.http;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Runs the tasks of a burst one after the other on few threads, since waking a thread costs about as much as a task
 * (docs/adr/0006). A task that blocks holds nobody up for long: tasks that have waited for a moment get threads of
 * their own.
 */
final class SharedThreads implements Executor {
    /** Then a thread makes room: a virtual one that never waits keeps its processor from the others. */
    private static final int TASKS_IN_A_ROW = 16;

    private static final long PATIENCE_MILLIS = 10;
    /** Runs on the JDK's own thread for delays: it takes no time, and perhaps no other thread is free. */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    private final Executor threads;
    private final int most;
    private final Executor later;
    private final UnaryOperator<Runnable> handOver;
    private final SharedThreads urgent;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();

    /**
     * @param threads gives a thread to each task
     * @param most threads at a time while no task blocks
     */
    SharedThreads(Executor threads, int most) {
        this(UnaryOperator.identity(), threads, most);
    }

    /** @param handOver prepares a task for another thread, on the one that adds it */
    SharedThreads(UnaryOperator<Runnable> handOver, Executor threads, int most) {
        this(handOver, threads, most, LATER, null);
    }

    /** @param later runs a check of what waits, a moment later */
    SharedThreads(Executor threads, int most, Executor later) {
        this(UnaryOperator.identity(), threads, most, later, null);
    }

    private SharedThreads(
            UnaryOperator<Runnable> handOver, Executor threads, int most, Executor later, SharedThreads urgent) {
        this.threads = threads;
        this.most = most;
        this.later = later;
        this.handOver = handOver;
        this.urgent = urgent;
    }

    /**
     * Others, whose threads run the tasks of these first. Where the JDK has few carriers for virtual threads, tasks that
     * wake their own thread again and again would keep the carriers from these.
     */
    SharedThreads yielding(int atMost) {
        return new SharedThreads(handOver, threads, atMost, later, this);
    }

    @Override
    public void execute(Runnable task) {
        add(task);
        start();
    }

    /** Takes a task that runs from the next start on: several together wake one thread. */
    void add(Runnable task) {
        tasks.add(handOver.apply(task));
    }

    /** Makes the tasks that were added run. */
    void start() {
        if (!startThread()) {
            watch();
        }
    }

    private boolean startThread() {
        int now = running.get();
        while (now < most) {
            if (running.compareAndSet(now, now + 1)) {
                return started();
            }
            now = running.get();
        }
        return false;
    }

    /** Without memory for a thread the tasks stay queued, and the next check tries again. */
    private boolean started() {
        try {
            threads.execute(this::run);
            return true;
        } catch (Throwable e) {
            running.decrementAndGet();
            return false;
        }
    }

    private void run() {
        try {
            Runnable task = poll();
            for (int i = 1; task != null; i++) {
                if (!tasks.isEmpty()) {
                    watch();
                }
                task.run();
                task = i < TASKS_IN_A_ROW ? poll() : null;
            }
        } finally {
            running.decrementAndGet();
            if (!tasks.isEmpty()) {
                start();
            }
        }
    }

    private Runnable poll() {
        Runnable first = urgent == null ? null : urgent.poll();
        if (first != null) {
            return first;
        }
        Runnable task = tasks.poll();
        if (task != null) {
            taken.incrementAndGet();
        }
        return task;
    }

    /** Has the waiting tasks checked, as long as there are some. */
    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            int before = taken.get();
            later.execute(() -> giveThreadsUnlessTaken(before));
        }
    }

    private void giveThreadsUnlessTaken(int before) {
        try {
            if (taken.get() == before) {
                // all of the threads are blocked, or nearly so
                giveThreads();
            }
        } finally {
            watched.set(false);
            if (!tasks.isEmpty()) {
                watch();
            }
        }
    }

    private void giveThreads() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                threads.execute(task);
            } catch (Throwable e) {
                tasks.add(task);
                return;
            }
        }
    }
}
