package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JdbcAddressTest {
    private static final String ADDRESS = "jdbc:postgresql://a:5432,b:5432/mail";

    @Test
    void shouldTakePasswordsOut() {
        JdbcAddress address =
                JdbcAddress.of(ADDRESS + "?sslmode=verify-full&password=p%26ss%2Bword&user=u&sslpassword=k");

        assertThat(address.url()).isEqualTo(ADDRESS + "?sslmode=verify-full&user=u");
        assertThat(address.secrets()).isEqualTo(Map.of("password", "p&ss+word", "sslpassword", "k"));
        assertThat(JdbcAddress.of(ADDRESS + "?password=").url()).isEqualTo(ADDRESS);
    }

    @Test
    void shouldLeaveOtherAddressesAsTheyAre() {
        assertThat(JdbcAddress.of(ADDRESS)).isEqualTo(new JdbcAddress(ADDRESS, Map.of()));
        assertThat(JdbcAddress.of(ADDRESS + "?ssl=true").url()).isEqualTo(ADDRESS + "?ssl=true");
    }

    @Test
    void shouldNameEachHostWithAllElseThatTheAddressSays() {
        assertThat(JdbcAddress.eachHost("jdbc:postgresql://a,[::1]:2/mailbridge?options=c,d"))
                .containsExactly(
                        "jdbc:postgresql://a/mailbridge?options=c,d",
                        "jdbc:postgresql://[::1]:2/mailbridge?options=c,d");
        assertThat(JdbcAddress.eachHost("jdbc:postgresql:mailbridge")).containsExactly("jdbc:postgresql:mailbridge");
    }
}
