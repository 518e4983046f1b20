package io.mailbridge.webhook;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncCallbackToCompletableFutureAdapter;

/** A step with something of ours around it: the routes call it with a callback, which is all that is left to write. */
public interface WrappedStep extends AsyncProcessor {
    Processor target();

    @Override
    default CompletableFuture<Exchange> processAsync(Exchange exchange) {
        AsyncCallbackToCompletableFutureAdapter<Exchange> done =
                new AsyncCallbackToCompletableFutureAdapter<>(exchange);
        process(exchange, done);
        return done.getFuture();
    }

    /** For callers that wait on their own thread. */
    @Override
    default void process(Exchange exchange) throws Exception {
        target().process(exchange);
    }
}
