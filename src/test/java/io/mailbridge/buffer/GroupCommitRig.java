package io.mailbridge.buffer;

import static org.awaitility.Awaitility.await;

import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.clock.Clock;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionCallback;

/** Requests that store through a group commit whose insert is a list, can be held, and can fail. */
final class GroupCommitRig implements AutoCloseable {
    static final int MAX_ROWS = 2_000;
    private static final Tag TAG = new Tag("demo", "sendgrid", null);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<List<String>> inserts = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstInsert = new CountDownLatch(1);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final BufferMonitor monitor = new BufferMonitor(metrics, MAX_ROWS);
    private final GroupCommit group;
    private final Processor step;
    private final AtomicInteger completed = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile Throwable failure;
    private volatile RuntimeException failureOfTransactions;
    /** Ids of the transaction in progress. */
    private List<String> inserted;

    /** @param timeout how long a request waits for its commit */
    GroupCommitRig(Duration timeout) {
        context.start();
        group = new GroupCommit(context, timeout, new Ledger(metrics), Runnable::run, monitor, this::inTransaction);
        step = group.wrap(null, this::insert);
    }

    /** Holds every insert that begins from now on, until the latch is counted down. */
    CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    /** Fails every insert from now on with this exception or error. */
    void failWith(Throwable cause) {
        failure = cause;
    }

    /** Fails every commit and every rollback from now on. */
    void failTransactionsWith(RuntimeException cause) {
        failureOfTransactions = cause;
    }

    void failNoMore() {
        failure = null;
        failureOfTransactions = null;
    }

    /** The ids of each insert that was committed. */
    List<List<String>> inserts() {
        return inserts;
    }

    Stream<String> insertedIds() {
        return inserts.stream().flatMap(List::stream);
    }

    /** How many inserts have told those that wait for their end. */
    int completed() {
        return completed.get();
    }

    BufferMonitor monitor() {
        return monitor;
    }

    GroupCommit group() {
        return group;
    }

    AsyncProcessor step() {
        return (AsyncProcessor) step;
    }

    void awaitFirstInsert() throws InterruptedException {
        firstInsert.await();
    }

    void awaitWaiting(int requests) {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("request-"))
                        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                == requests);
    }

    /** Stores these records on a thread of its own. */
    CompletableFuture<Void> request(String... ids) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        store(ids);
                        done.complete(null);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(new CompletionException(e));
                    }
                },
                "request-" + ids[0]);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /** @param waited how long the request has been under way; less than nothing leaves it more time than any has */
    Exchange start(String id, Duration waited) {
        Exchange made = exchange(List.of(record(id)));
        Exchange exchange = (Exchange) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Exchange.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getClock") ? elapsed(waited) : method.invoke(made, arguments));
        step().process(exchange, sync -> {});
        return exchange;
    }

    void store(String... ids) {
        store(Arrays.stream(ids).map(GroupCommitRig::record).toList());
    }

    void store(List<OutboundRecord> records) {
        try {
            step.process(exchange(records));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Exchange exchange(List<OutboundRecord> records) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(records);
        return exchange;
    }

    static OutboundRecord record(String id) {
        return new OutboundRecord(TAG, id, "topic", null, new byte[] {1}, List.of());
    }

    double count(String what) {
        return metrics.counter("bridge.events." + what, "source", "demo", "provider", "sendgrid")
                .count();
    }

    private void insert(Exchange exchange) throws Exception {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                completed.incrementAndGet();
            }
        });
        firstInsert.countDown();
        held.await();
        List<String> ids = Arrays.asList(exchange.getMessage().getHeader("eventIds", String[].class));
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof Exception exception) {
            throw exception;
        }
        if (ids.contains("bad-data")) {
            throw new SQLException("invalid byte sequence", "22021");
        }
        inserted = ids;
    }

    private <T> T inTransaction(TransactionCallback<T> action) {
        SimpleTransactionStatus status = new SimpleTransactionStatus();
        inserted = null;
        T result = action.doInTransaction(status);
        if (failureOfTransactions != null) {
            throw failureOfTransactions;
        }
        if (!status.isRollbackOnly()) {
            inserts.add(inserted);
        }
        return result;
    }

    private static Clock elapsed(Duration time) {
        return new Clock() {
            @Override
            public long elapsed() {
                return time.toMillis();
            }

            @Override
            public long getCreated() {
                return 0;
            }
        };
    }

    /** Lets the writer go. */
    @Override
    public void close() {
        held.countDown();
        context.stop();
    }
}
