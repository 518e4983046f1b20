package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ReplayTransactionTest {
    /** The database is killed in the middle of a batch: the rollback fails as well. */
    private final DataSource killed = (DataSource) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> connection();
            });

    @Test
    void shouldKeepTheFailureOfABatchWhoseRollbackFailsToo() throws Exception {
        Processor batch = new ReplayTransaction(killed).wrap(null, exchange -> {
            throw new IllegalStateException("the claim failed");
        });
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));

        batch.process(exchange);

        assertThat(exchange.getException()).hasMessage("the claim failed");
    }

    private Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("rollback")) {
                        throw new SQLException("Connection is closed");
                    }
                    return method.getReturnType() == boolean.class ? (Object) false : null;
                });
    }
}
