package io.mailbridge;

import io.mailbridge.webhook.FailedStep;
import io.mailbridge.webhook.WrappedStep;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateSyncProcessor;

/**
 * Turns an Error of a step into a failure of its exchange. Camel catches exceptions only: after an Error the route
 * would continue as if the step had succeeded, or never end, and neither would whoever waits for it (a sender, the
 * replay's next run). It also notes which step it was.
 */
public final class ErrorCatcher implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return target instanceof DelegateSyncProcessor sync
                ? new SyncStep(definition, sync.getProcessor())
                : new Step(definition, AsyncProcessorConverterHelper.convert(target));
    }

    /** A bean that ends when it returns: most steps of a request. */
    private record SyncStep(NamedNode definition, Processor target) implements WrappedStep {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                target.process(exchange);
            } catch (Throwable e) {
                exchange.setException(e);
            }
            FailedStep.note(exchange, definition);
            callback.done(true);
            return true;
        }
    }

    private record Step(NamedNode definition, AsyncProcessor target) implements WrappedStep {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            End end = new End(definition, exchange, callback);
            boolean sync;
            try {
                sync = target.process(exchange, end);
            } catch (Throwable e) {
                if (end.passedOn) {
                    throw e;
                }
                exchange.setException(e);
                end.calledInTime = true;
                sync = true;
            }
            end.returned = true;
            if (end.calledInTime) {
                FailedStep.note(exchange, definition);
                callback.done(sync);
            }
            return sync;
        }
    }

    /**
     * Keeps a synchronous call until the step has returned: Camel makes one also while an Error is being thrown. A step
     * may return true and make the call later, on the same thread; that one is passed on as it comes, once.
     */
    private static final class End implements AsyncCallback {
        private final NamedNode definition;
        private final Exchange exchange;
        private final AsyncCallback callback;
        private boolean calledInTime;
        private boolean passedOn;
        private boolean returned;

        End(NamedNode definition, Exchange exchange, AsyncCallback callback) {
            this.definition = definition;
            this.exchange = exchange;
            this.callback = callback;
        }

        @Override
        public void done(boolean inTime) {
            if (inTime && !returned) {
                calledInTime = true;
            } else {
                passedOn = true;
                FailedStep.note(exchange, definition);
                callback.done(inTime);
            }
        }
    }
}
