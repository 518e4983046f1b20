package io.mailbridge.buffer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncCallbackToCompletableFutureAdapter;

/** The group commit as a step of a route, which goes on after the commit on whatever thread is free then. */
final class CommitStep implements AsyncProcessor {
    private final Store store;

    CommitStep(Store store) {
        this.store = store;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return store.store(exchange, callback);
    }

    @Override
    public CompletableFuture<Exchange> processAsync(Exchange exchange) {
        AsyncCallbackToCompletableFutureAdapter<Exchange> done =
                new AsyncCallbackToCompletableFutureAdapter<>(exchange);
        process(exchange, done);
        return done.getFuture();
    }

    /** For callers that wait on their own thread: never longer than an answer may take. */
    @Override
    public void process(Exchange exchange) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        store.store(exchange, sync -> done.countDown());
        if (!done.await(BufferSettings.ANSWER_BUDGET.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BufferUnavailable("The buffer did not commit in time", null);
        }
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    /** Stores the records of an exchange, as {@link AsyncProcessor#process(Exchange, AsyncCallback)} does a step. */
    interface Store {
        /** @return true where it ended on the thread of the caller */
        boolean store(Exchange exchange, AsyncCallback callback);
    }
}
