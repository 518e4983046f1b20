package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who has to go when there are as many connections as may be. */
class ConnectionsTest {
    private static final Vertx VERTX = Vertx.vertx();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Connections connections = connections(3, metrics);
    private final Client first = new Client();
    private final Client second = new Client();
    private final Client third = new Client();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void shouldReplaceTheConnectionThatHasWaitedLongestForARequest() {
        first.beginRequest();

        Client fourth = new Client();

        assertThat(fourth.isServed()).isTrue();
        assertThat(second.isServed()).isFalse();
        assertThat(first.isServed()).isTrue();
        assertThat(third.isServed()).isTrue();
        assertThat(open()).isEqualTo(3);
        assertThat(metrics.counter("bridge.connections.closed", "server", "webhooks", "reason", "replaced")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldReplaceAConnectionWhoseRequestsAreAnswered() {
        second.beginRequest();
        third.beginRequest();
        first.beginRequest();
        first.endRequest();

        assertThat(new Client().isServed()).isTrue();
        assertThat(first.isServed()).isFalse();
    }

    @Test
    void shouldKeepTheConnectionsThatHaveCarriedEvents() {
        first.connection.known();

        Client fourth = new Client();
        Client fifth = new Client();

        assertThat(first.isServed() && fourth.isServed() && fifth.isServed()).isTrue();
        fourth.connection.known();
        fifth.connection.known();
        assertThat(new Client().isServed()).isTrue();
        assertThat(first.isServed()).isFalse();
    }

    @Test
    void shouldRefuseOnlyWhereAllHaveRequestsUnderWay() {
        first.beginRequest();
        second.beginRequest();
        third.connection.bytesPassed();

        Client fourth = new Client();

        assertThat(fourth.isServed()).isFalse();
        assertThat(first.isServed() && second.isServed() && third.isServed()).isTrue();
        assertThat(metrics.counter("bridge.connections.refused", "server", "webhooks", "limit", "all")
                        .count())
                .isEqualTo(1);
        first.channel.close();
        assertThat(new Client().isServed()).isTrue();
    }

    /** A look at all of them for each new one took seconds in a flood of connections. */
    @Test
    void shouldReplaceSeveralThatHaveCarriedNothingAtATime() {
        Connections many = connections(100, new SimpleMeterRegistry());
        List<Client> clients =
                Stream.generate(() -> new Client(many)).limit(100).toList();
        clients.get(2).connection.known();

        assertThat(new Client(many).isServed()).isTrue();

        assertThat(clients.subList(0, 7)).filteredOn(Client::isServed).containsExactly(clients.get(2));
        assertThat(clients.subList(7, 100)).allMatch(Client::isServed);
    }

    private double open() {
        return metrics.get("bridge.connections").gauge().value();
    }

    private static Connections connections(int most, SimpleMeterRegistry metrics) {
        return new Connections(
                "webhooks",
                new ServerLimits(
                        most, 200, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60), false),
                new Patrol(VERTX),
                metrics);
    }

    private final class Client {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final Connection connection;

        Client() {
            this(connections);
        }

        Client(Connections all) {
            connection = all.admit(channel);
        }

        void beginRequest() {
            connection.headEnded(100, 1);
        }

        void endRequest() {
            connection.bodyEnded();
            connection.answered();
        }

        boolean isServed() {
            return connection != null && channel.isOpen();
        }
    }
}
