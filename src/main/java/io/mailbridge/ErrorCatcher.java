package io.mailbridge;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncCallbackToCompletableFutureAdapter;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/**
 * Makes an Error of a step a failure of its exchange. Camel catches exceptions only: behind an Error the route would go on
 * as if the step had succeeded, or never end, and whoever waits for it (a sender, the replay's next run) with it.
 */
public final class ErrorCatcher implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new Step(AsyncProcessorConverterHelper.convert(target));
    }

    private record Step(AsyncProcessor target) implements AsyncProcessor {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            boolean sync;
            try {
                // what ends on this thread goes on from here, when it is known that nothing was thrown
                sync = target.process(exchange, inTime -> {
                    if (!inTime) {
                        callback.done(false);
                    }
                });
            } catch (Throwable e) {
                exchange.setException(e);
                sync = true;
            }
            if (sync) {
                callback.done(true);
            }
            return sync;
        }

        @Override
        public CompletableFuture<Exchange> processAsync(Exchange exchange) {
            AsyncCallbackToCompletableFutureAdapter<Exchange> done =
                    new AsyncCallbackToCompletableFutureAdapter<>(exchange);
            process(exchange, done);
            return done.getFuture();
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            target.process(exchange);
        }
    }
}
