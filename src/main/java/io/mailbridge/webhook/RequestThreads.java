package io.mailbridge.webhook;

import io.vertx.core.spi.ExecutorServiceFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Gives Vert.x the threads that requests wait on: virtual ones on JDK 24 and later, where blocking in a synchronized
 * block no longer pins the carrier (JEP 491), a bounded pool before. The door bounds how many requests there are.
 */
public final class RequestThreads implements ExecutorServiceFactory {
    private static final int FIRST_WITHOUT_PINNING = 24;

    @Override
    public ExecutorService createExecutor(ThreadFactory threads, Integer concurrency, Integer maxConcurrency) {
        if (Runtime.version().feature() < FIRST_WITHOUT_PINNING) {
            return Executors.newFixedThreadPool(maxConcurrency == null ? concurrency : maxConcurrency, threads);
        }
        try {
            // called by name: the bytecode is for Java 17
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Virtual threads are missing on Java " + Runtime.version(), e);
        }
    }
}
