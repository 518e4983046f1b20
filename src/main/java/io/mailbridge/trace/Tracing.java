package io.mailbridge.trace;

import io.mailbridge.publish.RecordSender;
import io.mailbridge.source.Source;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;

/** What tracing adds to the bridge; these defaults add nothing, so that it costs nothing while it is off. */
public interface Tracing {
    /** Makes a task run with the trace of whoever hands it to another thread. */
    default UnaryOperator<Runnable> handOver() {
        return UnaryOperator.identity();
    }

    /** Called for each request to a source, null for one that there is not, on the thread that has read it. */
    default Consumer<Source> arrivals() {
        return source -> {};
    }

    /** Passes records to Kafka's client. */
    default RecordSender sender() {
        return RecordSender.DIRECT;
    }

    /**
     * Called before the routes are made.
     *
     * @throws io.mailbridge.settings.InvalidSetting where OpenTelemetry refuses its configuration
     */
    default void start(CamelContext context) {}

    /** Sends what is left, within two seconds. */
    default void stop() {}
}
