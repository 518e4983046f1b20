package io.mailbridge.buffer;

import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.RecordHeaders;
import io.mailbridge.loop.HomeLoop;
import io.mailbridge.loop.NonBlocking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.spi.UnitOfWorkFactory;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.kafka.common.header.Header;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Group commit: the steps it wraps (the insert of buffer-events) run once for all requests that wait at the same time,
 * and each request goes on after that commit; until then it holds no thread. What Kafka has acknowledged is left out.
 * While one group is written the next one collects, so the size of a group follows the load.
 */
public final class GroupCommit implements TransactedPolicy, NonBlocking {
    private final CamelContext context;
    private final Duration timeout;
    private final Ledger ledger;
    private final Executor threads;
    private final BufferMonitor monitor;
    private final TransactionOperations transaction;
    private final RecordHeaders headers = new RecordHeaders();
    private final WriteGate gate = new WriteGate(System::nanoTime);
    private final CommitDeadlines deadlines = new CommitDeadlines(this::giveUp, System::nanoTime);
    private final GroupWriter writer = new GroupWriter(this::insert, new Outcome(), System::nanoTime);
    private volatile UnitOfWorkFactory units;
    private volatile Processor insert;

    /**
     * @param timeout time from a request's arrival here to its commit
     * @param threads run what follows the commit
     * @param monitor gets the outcome of every write
     * @param transaction one for each group
     */
    public GroupCommit(
            CamelContext context,
            Duration timeout,
            Ledger ledger,
            Executor threads,
            BufferMonitor monitor,
            TransactionOperations transaction) {
        this.context = context;
        this.timeout = timeout;
        this.ledger = ledger;
        this.threads = threads;
        this.monitor = monitor;
        this.transaction = transaction;
        // else the first requests of the next outage would wait outside for the one that tries
        monitor.whenTried(gate::succeeded);
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // the definition stays as it is
    }

    @Override
    public synchronized Processor wrap(Route route, Processor steps) {
        boolean first = insert == null;
        units = PluginHelper.getUnitOfWorkFactory(context);
        units.afterPropertiesConfigured(context);
        insert = steps;
        if (first) {
            writer.start();
        }
        return new CommitStep(this::store);
    }

    /** Ends its thread, for a bridge that was assembled but not run; a running bridge needs it to the end. */
    public void close() {
        writer.stop();
    }

    /** What waits for a commit now. */
    public CommitQueue queue() {
        return writer;
    }

    /** True where waiting requests are neither written nor given up: only a restart helps. */
    public boolean isStuck() {
        return writer.isStuck() || deadlines.isStuck();
    }

    /** Ends on the caller's thread where there is nothing to write or nothing can be written, else after the commit. */
    private boolean store(Exchange exchange, AsyncCallback callback) {
        List<?> records = exchange.getMessage().getBody(List.class);
        List<OutboundRecord> unsent = records.stream()
                .map(OutboundRecord.class::cast)
                .filter(outbound -> !outbound.acknowledged())
                .toList();
        List<Header> further = headers.of(exchange);
        if (!further.isEmpty()) {
            unsent.forEach(outbound -> outbound.takeOn(further));
        }
        String refusal = unsent.isEmpty() ? null : refusal(unsent.size());
        if (refusal != null) {
            exchange.setException(new BufferUnavailable(refusal, null));
        }
        if (unsent.isEmpty() || refusal != null) {
            callback.done(true);
            return true;
        }
        Executor goingOn = HomeLoop.or(threads);
        PendingCommit pending = new PendingCommit(
                unsent,
                timeLeft(exchange),
                failure -> goingOn.execute(() -> {
                    finish(exchange, unsent, failure);
                    callback.done(false);
                }));
        // watched first, so that it ends in time whatever happens to the writer
        deadlines.watch(pending);
        writer.add(pending);
        return false;
    }

    private String refusal(int rows) {
        if (!monitor.admits(rows)) {
            return "The buffer is full";
        }
        if (!gate.enter()) {
            monitor.abandoned(rows);
            return "The buffer could not be written a moment ago";
        }
        return null;
    }

    private void giveUp(PendingCommit late) {
        if (late.complete(new BufferUnavailable("The buffer did not commit in time", null))
                && late.limit().equals(timeout)) {
            gate.failed();
            monitor.writeFailed("no commit within bridge.buffer.timeout");
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

    /** The time for the commit; less where the request has already waited for a thread or for Kafka. */
    private Duration timeLeft(Exchange exchange) {
        Duration left =
                BufferSettings.ANSWER_BUDGET.minusMillis(exchange.getClock().elapsed());
        return left.compareTo(timeout) < 0 ? left : timeout;
    }

    /** Runs on the writer's thread. Rows for which no request waits any longer are not committed. */
    private Exception insert(List<PendingCommit> group) {
        List<OutboundRecord> records = new ArrayList<>();
        group.forEach(pending -> records.addAll(pending.records()));
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeaders(BufferRows.columns(records));
        try {
            transaction.executeWithoutResult(status -> {
                run(exchange);
                if (exchange.getException() == null && group.stream().allMatch(PendingCommit::hasEnded)) {
                    exchange.setException(new BufferUnavailable("The insert took longer than its requests wait", null));
                }
                if (exchange.getException() != null) {
                    status.setRollbackOnly();
                }
            });
        } catch (RuntimeException e) {
            // the cause of the rollback says more than the failed rollback of a discarded connection
            if (exchange.getException() == null) {
                exchange.setException(e);
            }
        }
        return exchange.getException();
    }

    private void run(Exchange exchange) {
        try {
            // tracers and steps that an engineer adds need it
            exchange.getExchangeExtension().setUnitOfWork(units.createUnitOfWork(exchange));
            insert.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            UnitOfWorkHelper.doneUow(exchange.getUnitOfWork(), exchange);
        }
    }

    private final class Outcome implements GroupWriter.GroupOutcome {
        @Override
        public void ended(List<PendingCommit> group, Exception failure, boolean dataFault) {
            if (failure == null || dataFault) {
                gate.succeeded();
            } else {
                gate.failed();
                monitor.writeFailed(BufferMigration.firstLine(failure));
            }
            group.forEach(pending -> settle(pending, failure));
        }

        private void settle(PendingCommit pending, Exception failure) {
            if (!pending.settle()) {
                return;
            }
            int rows = pending.records().size();
            if (failure == null) {
                monitor.committed(rows);
            } else {
                monitor.abandoned(rows);
            }
            if (!pending.complete(failure) && failure == null) {
                // its sender was asked to send again, and the rows are there: both are true, and both are counted
                pending.records().forEach(outbound -> ledger.committedLate(outbound.tag()));
            }
        }

        @Override
        public void leftOut(PendingCommit pending) {
            if (pending.settle()) {
                monitor.abandoned(pending.records().size());
            }
        }

        @Override
        public void noneLeft() {
            gate.failed();
        }
    }
}
