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
            End end = new End(callback);
            boolean sync;
            try {
                sync = target.process(exchange, end);
            } catch (Throwable e) {
                if (end.passedOn) {
                    throw e;
                }
                exchange.setException(e);
                end.told = true;
                sync = true;
            }
            end.returned = true;
            if (end.told) {
                callback.done(sync);
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

    /**
     * Keeps what is told in time until the step has returned: Camel tells it also where an Error is on its way. A step may
     * return true and tell its end later, on the same thread; that is passed on as it comes, once.
     */
    private static final class End implements AsyncCallback {
        private final AsyncCallback callback;
        private boolean told;
        private boolean passedOn;
        private boolean returned;

        End(AsyncCallback callback) {
            this.callback = callback;
        }

        @Override
        public void done(boolean inTime) {
            if (inTime && !returned) {
                told = true;
            } else {
                passedOn = true;
                callback.done(inTime);
            }
        }
    }
}
