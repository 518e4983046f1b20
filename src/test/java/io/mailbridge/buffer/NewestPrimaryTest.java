package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class NewestPrimaryTest {
    private final Host former = new Host("00000001");
    private final Host promoted = new Host("0000000A");
    private final List<DataSource> hosts = List.of(former, promoted);

    @Test
    void shouldStayWithThePromotedWhenTheFormerIsBack() throws SQLException {
        Host any = new Host("0000000A");
        NewestPrimary primary = new NewestPrimary(any, hosts);
        assertThat(primary.getConnection().getCatalog()).isEqualTo("0000000A");
        any.timeline = "00000001";

        assertThat(primary.getConnection().getCatalog()).isEqualTo("0000000A");
        assertThat(promoted.open).isEqualTo(1);
        assertThat(any.open + former.open).as("connections to the former").isEqualTo(1);
    }

    @Test
    void shouldRefuseTheFormerWhileThePromotedDoesNotAnswer() throws SQLException {
        Host any = new Host("0000000A");
        NewestPrimary primary = new NewestPrimary(any, hosts);
        primary.getConnection();
        any.timeline = "00000001";
        promoted.failure = new SQLException("down", "08001");

        assertThatThrownBy(primary::getConnection).hasMessageContaining("restart the bridge");
        assertThat(former.open).isZero();
    }

    @Test
    void shouldCompareOnlyWithinOneCluster() throws SQLException {
        Host any = new Host("0000000A");
        NewestPrimary primary = new NewestPrimary(any, hosts);
        primary.getConnection();
        any.timeline = "00000001";
        any.cluster = 2;

        assertThat(primary.getConnection().getCatalog()).isEqualTo("00000001");
    }

    @Test
    void shouldTakeAServerThatDoesNotSay() throws SQLException {
        former.answer = new SQLException("permission denied for function pg_control_system", "42501");
        assertThat(new NewestPrimary(former, hosts).getConnection().getCatalog())
                .isEqualTo("00000001");

        former.answer = new SQLException("terminating connection", "57P01");
        NewestPrimary primary = new NewestPrimary(former, hosts);
        assertThatThrownBy(primary::getConnection).hasMessage("terminating connection");
        assertThat(former.open).isEqualTo(1);
    }

    /** A primary's database is called as its timeline, so that a connection says where it leads. */
    private static final class Host extends AbstractDataSource {
        private String timeline;
        private long cluster = 1;
        private SQLException failure;
        private SQLException answer;
        private int open;

        private Host(String timeline) {
            this.timeline = timeline;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (failure != null) {
                throw failure;
            }
            open++;
            return fake(Connection.class);
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }

        private <T> T fake(Class<T> type) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        return switch (method.getName()) {
                            case "createStatement" -> fake(Statement.class);
                            case "executeQuery" -> rows();
                            case "next" -> true;
                            case "getString", "getCatalog" -> timeline;
                            case "getLong" -> cluster;
                            case "close" -> proxy instanceof Connection ? --open : null;
                            default -> throw new UnsupportedOperationException(method.getName());
                        };
                    }));
        }

        private ResultSet rows() throws SQLException {
            if (answer != null) {
                throw answer;
            }
            return fake(ResultSet.class);
        }
    }
}
