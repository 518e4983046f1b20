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

    /** While Kafka is down all requests wait, each on a connection of its own. */
    @Test
    void shouldNotCountConnectionsWhoseRequestsWaitForTheirAnswers() {
        Stream.of(first, second).forEach(Client::completeRequest);

        Client fourth = new Client();
        Client fifth = new Client();

        assertThat(Stream.of(first, second, third, fourth, fifth)).allMatch(Client::isServed);
        Stream.of(third, fourth, fifth).forEach(Client::completeRequest);
        assertThat(new Client().isServed()).as("more than may be open in all").isFalse();
        third.connection.answered();
        assertThat(new Client().isServed()).isTrue();
        assertThat(third.isServed()).as("replaced").isFalse();
        assertThat(Stream.of(first, second, fourth, fifth)).allMatch(Client::isServed);
    }

    @Test
    void shouldCountAgainWhatHasItsAnswerOrIsGone() {
        Stream.of(first, second, third).forEach(Client::completeRequest);
        first.connection.answered();
        second.channel.close();
        second.connection.answered();

        assertThat(Stream.of(new Client(), new Client()))
                .as("three without a request")
                .allMatch(Client::isServed);
        assertThat(first.isServed()).isTrue();
        assertThat(new Client().isServed()).isTrue();
        assertThat(first.isServed()).as("replaced").isFalse();
    }

    @Test
    void shouldCountConnectionsWhoseNextRequestHasBegun() {
        Stream.of(first, second, third).forEach(Client::completeRequest);
        first.connection.headPart();
        second.connection.hold();
        third.connection.headEnded(100, 1);

        assertThat(new Client().isServed()).isFalse();
    }

    @Test
    void shouldNotCountForTheirPeerEither() {
        Connections many = connections(1_000, new SimpleMeterRegistry());
        Stream.generate(() -> new Client(many)).limit(150).forEach(Client::completeRequest);
        List<Client> idle = Stream.generate(() -> new Client(many)).limit(200).toList();

        assertThat(idle).allMatch(Client::isServed);
        assertThat(new Client(many).isServed()).isFalse();
        idle.get(0).completeRequest();
        assertThat(new Client(many).isServed()).isTrue();
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
                        most,
                        200,
                        most + 2,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60),
                        false),
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

        /** All of it has come. */
        void completeRequest() {
            beginRequest();
            connection.bodyEnded();
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
