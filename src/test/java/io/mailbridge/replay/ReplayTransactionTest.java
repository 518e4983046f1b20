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
    /** As the pool does where a server turns read-only in the middle of a batch. */
    @Test
    void shouldTellWhatFailedWhereTheConnectionIsClosedByThen() throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));
        SQLException cause = new SQLException("cannot execute DELETE in a read-only transaction", "25006");
        Processor steps = new ReplayTransaction(closedAtRollback()).wrap(null, failing -> {
            throw cause;
        });

        steps.process(exchange);

        assertThat(exchange.getException()).isSameAs(cause);
    }

    private static DataSource closedAtRollback() {
        Connection connection = proxy(Connection.class, method -> {
            if (method.equals("rollback")) {
                throw new SQLException("Connection is closed");
            }
            return "getAutoCommit".equals(method);
        });
        return proxy(DataSource.class, method -> connection);
    }

    private interface Answer {
        Object to(String method) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object given = answer.to(method.getName());
                    Class<?> wanted = method.getReturnType();
                    if (wanted == int.class) {
                        return 0;
                    }
                    return wanted == boolean.class || type == DataSource.class ? given : null;
                }));
    }
}
