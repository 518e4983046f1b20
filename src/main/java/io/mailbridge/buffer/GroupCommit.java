package io.mailbridge.buffer;

import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.DefaultExchange;

/**
 * Group commit: the steps it wraps (the insert of buffer-events) run once for all requests that wait at the same time,
 * and each request goes on after that commit; until then it holds no thread. What Kafka has acknowledged is left out.
 * While one group is written the next one collects, so the size of a group follows the load.
 */
public final class GroupCommit implements Policy {
    private static final int MAX_ROWS = 1000;
    private static final int MAX_BYTES = 4 << 20;

    private final CamelContext context;
    private final Duration timeout;
    private final Ledger ledger;
    private final Executor threads;
    private final Runnable afterWriting;
    private final BlockingQueue<PendingCommit> queue = new LinkedBlockingQueue<>();
    private final WriteGate gate = new WriteGate(System::nanoTime);
    private final CommitDeadlines deadlines = new CommitDeadlines(this::giveUp);
    private volatile Processor insert;
    private Thread writer;

    /** @param timeout time from a request's arrival here to its commit */
    public GroupCommit(CamelContext context, Duration timeout, Ledger ledger) {
        this(context, timeout, ledger, Runnable::run, () -> {});
    }

    /**
     * @param threads run what follows behind the commit
     * @param afterWriting called after each insert, before its requests go on
     */
    public GroupCommit(CamelContext context, Duration timeout, Ledger ledger, Executor threads, Runnable afterWriting) {
        this.context = context;
        this.timeout = timeout;
        this.ledger = ledger;
        this.threads = threads;
        this.afterWriting = afterWriting;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing of the definition changes
    }

    @Override
    public synchronized Processor wrap(Route route, Processor steps) {
        insert = steps;
        if (writer == null) {
            writer = new Thread(this::write, "buffer-writer");
            writer.setDaemon(true);
            writer.start();
        }
        return new CommitStep(this);
    }

    /** Ends on the thread of the caller where nothing is to be written or nothing can be, else after the commit. */
    boolean store(Exchange exchange, AsyncCallback callback) {
        List<OutboundRecord> unsent = new ArrayList<>();
        for (Object element : exchange.getMessage().getBody(List.class)) {
            OutboundRecord outbound = (OutboundRecord) element;
            if (!outbound.acknowledged()) {
                unsent.add(outbound);
            }
        }
        if (!unsent.isEmpty() && gate.enter()) {
            PendingCommit pending = new PendingCommit(
                    unsent,
                    timeLeft(exchange),
                    failure -> threads.execute(() -> {
                        finish(exchange, unsent, failure);
                        callback.done(false);
                    }));
            queue.add(pending);
            deadlines.watch(pending);
            return false;
        }
        if (!unsent.isEmpty()) {
            exchange.setException(new BufferUnavailable("The buffer could not be written a moment ago", null));
        }
        callback.done(true);
        return true;
    }

    private void giveUp(PendingCommit late) {
        if (late.complete(new BufferUnavailable("The buffer did not commit in time", null))
                && late.limit().equals(timeout)) {
            gate.failed();
        }
    }

    private void finish(Exchange exchange, List<OutboundRecord> unsent, Exception failure) {
        if (failure == null) {
            unsent.forEach(outbound -> {
                outbound.store();
                ledger.buffered(outbound.tag());
            });
        } else if (failure instanceof BufferUnavailable) {
            exchange.setException(failure);
        } else {
            exchange.setException(
                    new BufferUnavailable("The buffer cannot be written: " + failure.getMessage(), failure));
        }
    }

    /** The time for the commit, less where the request has waited before: for a thread, or for Kafka. */
    private Duration timeLeft(Exchange exchange) {
        Duration left =
                BufferSettings.ANSWER_BUDGET.minusMillis(exchange.getClock().elapsed());
        return left.compareTo(timeout) < 0 ? left : timeout;
    }

    private void write() {
        PendingCommit carried = null;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                carried = commitGroupWith(carried != null ? carried : queue.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Commits the request and those behind it; returns the one that did not fit, or null. */
    private PendingCommit commitGroupWith(PendingCommit first) {
        List<PendingCommit> group = new ArrayList<>();
        int rows = 0;
        long bytes = 0;
        PendingCommit next = first;
        while (next != null) {
            if (next.claim()) {
                group.add(next);
                rows += next.records().size();
                bytes += next.bytes();
            }
            next = queue.poll();
            if (next != null && (rows + next.records().size() > MAX_ROWS || bytes + next.bytes() > MAX_BYTES)) {
                break;
            }
        }
        commit(group);
        return next;
    }

    private void commit(List<PendingCommit> group) {
        if (group.isEmpty()) {
            // all of them were abandoned: the database has been slow for as long as they waited
            gate.failed();
            return;
        }
        Exception failure = insert(group);
        if (failure != null && group.size() > 1 && isDataFault(failure)) {
            // one request's row is at fault: the others must not fail with it
            group.forEach(pending -> commit(List.of(pending)));
            return;
        }
        if (failure == null || isDataFault(failure)) {
            gate.succeeded();
        } else {
            gate.failed();
        }
        group.forEach(pending -> pending.complete(failure));
    }

    private Exception insert(List<PendingCommit> group) {
        List<OutboundRecord> records = new ArrayList<>();
        group.forEach(pending -> records.addAll(pending.records()));
        Exchange exchange = new DefaultExchange(context);
        try {
            exchange.getMessage().setHeaders(BufferRows.columns(records));
            insert.process(exchange);
            return exchange.getException();
        } catch (Exception e) {
            return e;
        } finally {
            afterWriting.run();
        }
    }

    /** SQLState classes 22 (data) and 23 (integrity) speak of a row, not of the database. */
    private static boolean isDataFault(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }
}
