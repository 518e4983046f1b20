package io.mailbridge;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Ends a process that is out of heap, as -XX:+ExitOnOutOfMemoryError does where the command line names it: half alive it
 * would hold requests. The libraries catch such an error and log it, or let it end a thread: both are listened to.
 */
final class OutOfMemoryExit extends AppenderBase<ILoggingEvent> implements Thread.UncaughtExceptionHandler {
    /** That of the JVM's own option. */
    private static final int STATUS = 3;

    private static final int DEEPEST_CAUSE = 16;

    static void install() {
        OutOfMemoryExit exit = new OutOfMemoryExit();
        Thread.setDefaultUncaughtExceptionHandler(exit);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        exit.setContext(context);
        exit.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(exit);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            endIf(proxy.getThrowable());
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        endIf(failure);
        LoggerFactory.getLogger(OutOfMemoryExit.class).error("Thread {} has ended", thread.getName(), failure);
    }

    private static void endIf(Throwable failure) {
        if (isOutOfHeap(failure)) {
            // no concatenation, no logger: there is no memory for them
            System.err.println("mailbridge: out of memory");
            Runtime.getRuntime().halt(STATUS);
        }
    }

    /** Direct memory is different: it is released again, and the JVM's option ignores it, too. */
    static boolean isOutOfHeap(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause.getClass() == OutOfMemoryError.class) {
                String message = cause.getMessage();
                return message == null || !message.contains("direct buffer");
            }
            cause = cause.getCause();
        }
        return false;
    }
}
