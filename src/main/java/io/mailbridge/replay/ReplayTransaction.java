package io.mailbridge.replay;

import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the steps it wraps in one transaction on one thread: rows that replay-batch claims stay locked until what was
 * acknowledged is deleted, and a failure or the end of the process gives them all back.
 */
public final class ReplayTransaction implements TransactedPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayTransaction.class);

    private final TransactionTemplate transaction;

    public ReplayTransaction(DataSource dataSource) {
        this.transaction = new TransactionTemplate(new Transactions(dataSource));
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // the definition stays as it is
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            try {
                transaction.executeWithoutResult(status -> {
                    run(exchange, steps);
                    if (hasFailed(exchange)) {
                        status.setRollbackOnly();
                    }
                });
            } catch (TransactionException e) {
                // a lost connection cannot roll back; the server has done so, and the batch's own failure says more
                if (!hasFailed(exchange)) {
                    throw e;
                }
            }
        };
    }

    private static boolean hasFailed(Exchange exchange) {
        return exchange.isFailed() || isFailureHandled(exchange);
    }

    /** A failure that an error handler has handled no longer fails the exchange, but still fails the batch. */
    private static boolean isFailureHandled(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        return extension.isErrorHandlerHandledSet() && extension.isErrorHandlerHandled();
    }

    /**
     * Marked as transacted, an exchange returns to this thread after Kafka's callback; the connection is bound to the
     * thread.
     */
    private void run(Exchange exchange, Processor steps) {
        exchange.getUnitOfWork().beginTransactedBy(this);
        try {
            steps.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            exchange.getUnitOfWork().endTransactedBy(this);
        }
    }

    /** Where the connection is closed the server has rolled back, so only the earlier failure is reported. */
    private static final class Transactions extends DataSourceTransactionManager {
        private static final long serialVersionUID = 1;

        Transactions(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            try {
                super.doRollback(status);
            } catch (TransactionException e) {
                LOG.debug("A replay could not roll back", e);
            }
        }
    }
}
