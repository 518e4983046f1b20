package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride.Override;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BufferConnectionsTest {
    @Test
    void shouldLookForThePrimaryOfSeveralHosts() {
        assertThat(targetOf("jdbc:postgresql://127.0.0.1:1,127.0.0.1:2/mailbridge"))
                .isEqualTo("primary");
        assertThat(targetOf("jdbc:postgresql://127.0.0.1:1/mailbridge?options=a,b"))
                .isNull();
    }

    @Test
    void shouldThrowAConnectionToADemotedPrimaryAway() {
        BufferConnections.Demotion demotion = new BufferConnections.Demotion();

        assertThat(demotion.adjudicate(new SQLException("read-only", "25006"))).isEqualTo(Override.MUST_EVICT);
        assertThat(demotion.adjudicate(new SQLException("disk full", "53100"))).isEqualTo(Override.CONTINUE_EVICT);
    }

    private static Object targetOf(String url) {
        BufferSettings settings = new BufferSettings(url, "u", "p", Map.of(), Duration.ofSeconds(1), 0, Duration.ZERO);
        try (HikariDataSource pool = BufferConnections.open(settings)) {
            return pool.getDataSourceProperties().get("targetServerType");
        }
    }
}
