package io.mailbridge.http;

import io.vertx.core.spi.ExecutorServiceFactory;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Gives Vert.x and the routes the threads that requests run and wait on: virtual ones on JDK 24 and later, where blocking
 * in a synchronized block no longer pins the carrier (JEP 491), a bounded pool before. The door bounds how many requests
 * there are.
 */
public final class RequestThreads implements ExecutorServiceFactory {
    private static final int FIRST_WITHOUT_PINNING = 24;

    @Override
    public ExecutorService createExecutor(ThreadFactory threads, Integer concurrency, Integer maxConcurrency) {
        return create(maxConcurrency == null ? concurrency : maxConcurrency, threads);
    }

    /** @param most threads of a pool; virtual ones are as many as there is work */
    static ExecutorService create(int most, ThreadFactory threads) {
        return Runtime.version().feature() < FIRST_WITHOUT_PINNING
                ? Executors.newFixedThreadPool(most, threads)
                : new Unbounded(virtualThreads());
    }

    /** For Camel, which wants a service: tasks go to the executor, and a shutdown leaves it as it is. */
    static ExecutorService service(Executor executor) {
        return new Unbounded(executor);
    }

    private static Executor virtualThreads() {
        try {
            // called by name: the bytecode is for Java 17
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            ThreadFactory threads = (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
            // the JDK's own executor keeps account of its threads, which costs as much as starting them
            return task -> threads.newThread(task).start();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Virtual threads are missing on Java " + Runtime.version(), e);
        }
    }

    /** Always takes tasks; the door bounds how many there are. */
    private static final class Unbounded extends AbstractExecutorService {
        private final Executor threads;
        private volatile boolean shutdown;

        Unbounded(Executor threads) {
            this.threads = threads;
        }

        @Override
        public void execute(Runnable task) {
            threads.execute(task);
        }

        /** Still takes tasks: requests may have to end, and there is nothing to release. */
        @Override
        public void shutdown() {
            shutdown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return shutdown;
        }

        @Override
        public boolean isTerminated() {
            return shutdown;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
