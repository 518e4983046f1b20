package io.mailbridge.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/** Whether the log is read by people or by a program: {@code bridge.log.format}. */
public enum LogFormat {
    TEXT,
    JSON;

    private static final String KEY = "bridge.log.format";

    /** @throws InvalidSetting where it is neither text nor json */
    public static LogFormat from(Settings settings) {
        return switch (settings.text(KEY)) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default -> throw new InvalidSetting(KEY, settings.text(KEY), "text or json");
        };
    }

    /** From here on each line is in this format; the lines before it are text. */
    public void apply() {
        if (this == TEXT) {
            return; // as logback.xml says
        }
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Iterator<Appender<ILoggingEvent>> appenders =
                context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        while (appenders.hasNext()) {
            if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> lines) {
                JsonEncoder encoder = encoder();
                encoder.setContext(context);
                encoder.start();
                lines.setEncoder(encoder);
            }
        }
    }

    /** One object a line: timestamp (ms since 1970), level, threadName, loggerName, formattedMessage, throwable; mdc holds the id of a request. */
    static JsonEncoder encoder() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMarkers(false);
        encoder.setWithMDC(true);
        encoder.setWithKVPList(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }
}
