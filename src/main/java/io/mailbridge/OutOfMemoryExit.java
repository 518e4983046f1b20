package io.mailbridge;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Ends a process that is out of heap, as -XX:+ExitOnOutOfMemoryError does where the command line names it: half alive it
 * would hold requests. The libraries catch such an error and log it, or let it end a thread: both are listened to.
 */
final class OutOfMemoryExit extends AppenderBase<ILoggingEvent> implements Thread.UncaughtExceptionHandler {
    /** That of the JVM's own option. */
    private static final int STATUS = 3;

    private static final int DEEPEST_CAUSE = 16;
    private static final String DIRECT_MEMORY = "direct buffer";

    // made before they are needed: a full heap has no room for a string, an encoder or a stream
    private static final byte[] MESSAGE = "mailbridge: out of memory\n".getBytes(StandardCharsets.US_ASCII);
    private static final FileOutputStream ERROR_OUTPUT = new FileOutputStream(FileDescriptor.err);

    static void install() {
        OutOfMemoryExit exit = new OutOfMemoryExit();
        loadWhatItNeeds();
        Thread.setDefaultUncaughtExceptionHandler(exit);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        exit.setContext(context);
        exit.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(exit);
    }

    /** A class is loaded on its first use, for which a full heap has no room. */
    private static void loadWhatItNeeds() {
        isOutOfHeap(new OutOfMemoryError("Java heap space"));
        Thread hook = new Thread(() -> {});
        Runtime.getRuntime().addShutdownHook(hook);
        Runtime.getRuntime().removeShutdownHook(hook);
        try {
            ERROR_OUTPUT.write(MESSAGE, 0, 0);
        } catch (IOException e) {
            // nobody reads it
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            endIf(proxy.getThrowable());
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        try {
            endIf(failure);
            LoggerFactory.getLogger(OutOfMemoryExit.class).error("Thread {} has ended", thread.getName(), failure);
        } catch (OutOfMemoryError e) {
            // the JVM would only print what a handler throws, and go on
            endIf(e);
        }
    }

    private static void endIf(Throwable failure) {
        if (isOutOfHeap(failure)) {
            try {
                ERROR_OUTPUT.write(MESSAGE);
            } catch (IOException e) {
                // it ends all the same
            } finally {
                Runtime.getRuntime().halt(STATUS);
            }
        }
    }

    /** Direct memory is different: it is released again, and the JVM's option ignores it, too. */
    static boolean isOutOfHeap(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause.getClass() == OutOfMemoryError.class) {
                String message = cause.getMessage();
                return message == null || !message.contains(DIRECT_MEMORY);
            }
            cause = cause.getCause();
        }
        return false;
    }
}
