package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** When the rows of a batch are given back, and when what was acknowledged is deleted for good. */
class ReplayTransactionTest {
    private final List<String> ends = new ArrayList<>();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private String broken = "";

    private final DataSource database = (DataSource) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> connection();
            });

    @Test
    void shouldCommitABatchThatSucceeds() throws Exception {
        run(steps -> {
            assertThat(TransactionSynchronizationManager.hasResource(database)).isTrue();
            assertThat(steps.isTransacted()).as("stays on this thread").isTrue();
        });

        assertThat(ends).containsExactly("commit");
        assertThat(exchange.isTransacted()).isFalse();
    }

    @Test
    void shouldRollBackABatchThatFails() throws Exception {
        run(steps -> steps.setException(new IllegalStateException("not sent")));

        assertThat(ends).containsExactly("rollback");
        assertThat(exchange.getException()).hasMessage("not sent");
    }

    @Test
    void shouldRollBackABatchWhoseStepsThrow() throws Exception {
        run(steps -> {
            throw new IllegalStateException("the claim failed");
        });

        assertThat(ends).containsExactly("rollback");
        assertThat(exchange.getException()).hasMessage("the claim failed");
        assertThat(exchange.isTransacted()).isFalse();
    }

    @Test
    void shouldRollBackWhereAnErrorHandlerHasTakenTheFailure() throws Exception {
        run(steps -> steps.getExchangeExtension().setErrorHandlerHandled(true));

        assertThat(ends).containsExactly("rollback");
    }

    @Test
    void shouldCommitWhereAnErrorHandlerLetTheBatchGoOn() throws Exception {
        run(steps -> steps.getExchangeExtension().setErrorHandlerHandled(false));

        assertThat(ends).containsExactly("commit");
    }

    @Test
    void shouldFailABatchThatCannotBeCommitted() {
        broken = "commit";

        assertThatExceptionOfType(TransactionSystemException.class).isThrownBy(() -> run(steps -> {}));
    }

    /** The database is killed in the middle of a batch. */
    @Test
    void shouldKeepTheFailureOfABatchWhoseRollbackFailsToo() throws Exception {
        broken = "rollback";

        run(steps -> {
            throw new IllegalStateException("the claim failed");
        });

        assertThat(exchange.getException()).hasMessage("the claim failed");
    }

    private void run(Processor steps) throws Exception {
        exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));
        new ReplayTransaction(database).wrap(null, steps).process(exchange);
    }

    private Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().matches("commit|rollback")) {
                        ends.add(method.getName());
                    }
                    if (method.getName().equals(broken)) {
                        throw new SQLException("Connection is closed");
                    }
                    return method.getReturnType() == boolean.class ? (Object) false : null;
                });
    }
}
