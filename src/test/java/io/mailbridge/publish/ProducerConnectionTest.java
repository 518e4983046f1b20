package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** Whether a broker answers, and what the connection says while none can be reached. */
class ProducerConnectionTest extends ConnectionRounds {
    @Test
    void shouldBeConnectedOnlyOnceABrokerHasSaidSomething() {
        connection.maintain();
        says(1, 0);
        assertThat(connection.connected()).as("it is being tried").isFalse();
        says(1, 10);
        assertThat(connection.connected()).isTrue();
        says(0, 10);
        assertThat(connection.connected()).isFalse();
        says(1, 10);
        assertThat(connection.connected())
                .as("what the lost connection said does not count")
                .isFalse();
        says(1, 11);
        assertThat(connection.connected()).isTrue();
    }

    @Test
    void shouldBlameATopicOnlyWhileABrokerHasJustSaidSomething() {
        connection.maintain();
        connection.noteAnswers();
        assertThat(connection.isAnswering()).as("not connected").isFalse();

        says(1, 10);
        connection.noteAnswers();
        now.addAndGet(WINDOW.toNanos() - 1);
        connection.noteAnswers();
        assertThat(connection.isAnswering()).isTrue();
        now.addAndGet(1);
        assertThat(connection.isAnswering()).as("it has said nothing since").isFalse();

        says(1, 11);
        connection.noteAnswers();
        assertThat(connection.isAnswering()).isTrue();
        says(0, 12);
        connection.noteAnswers();
        assertThat(connection.isAnswering()).as("what it said is of no use").isFalse();
    }

    @Test
    void shouldCloseAClientThatIsMadeAfterTheEnd() {
        connection = connection(() -> {
            connection.close(Duration.ZERO);
            return make();
        });

        connection.maintain();

        assertThat(newest().closedWithin).isZero();
        assertThat(connection.producer()).isNull();
    }

    @Test
    void shouldGoOnAfterAnErrorAndEndWithTheConnection() throws Exception {
        List<Thread> threads = new ArrayList<>();
        connection = connection(() -> {
            threads.add(Thread.currentThread());
            if (threads.size() == 1) {
                throw new NoClassDefFoundError("a class that no disk has any more");
            }
            return make();
        });

        onThreadOfTheProcess(connection::start);
        await().atMost(Duration.ofSeconds(2)).until(() -> connection.producer() != null);

        assertThat(warnings()).singleElement().asString().contains("cannot be maintained");
        Thread thread = threads.get(1);
        assertThat(thread).as("the one that failed").isSameAs(threads.get(0));
        assertThat(thread.isDaemon()).as("it must not keep the process alive").isTrue();
        connection.close(Duration.ZERO);
        thread.join(2000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void shouldSayThatItIsNotEstablishedInsteadOfGivingNothing() {
        assertThatThrownBy(connection::established)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No broker");
        connection.maintain();

        assertThat(connection.established()).isSameAs(newest());
    }

    @Test
    void shouldCountTheBatchesThatTheClientSplit() {
        assertThat(connection.splits()).isZero();
        connection.maintain();
        newest().figures.put("batch-split-total", 3.0);

        assertThat(connection.splits()).isEqualTo(3);
    }

    @Test
    void shouldLogAFailureOnceAMinuteAndAnotherAtOnce() {
        List<String> reason = new ArrayList<>(List.of("cannot look up kafka-1"));
        connection = connection(() -> {
            throw new KafkaException(reason.get(0));
        });
        maintain(2);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        connection.maintain();
        assertThat(warnings()).hasSize(1);
        now.addAndGet(1);
        connection.maintain();
        assertThat(warnings()).hasSize(2);
        reason.set(0, "cannot look up kafka-2");
        maintain(2);

        assertThat(warnings()).hasSize(3).last().asString().contains("kafka-2");
    }

    @Test
    void shouldSayWhyKafkaCannotBeAskedUnlessABrokerAnswers() {
        fixedTopics = List.of("email-events");
        connection = connection(this::refusing);
        connection.maintain();
        assertThat(warnings()).singleElement().asString().contains("TLS handshake failed");

        connection = connection(() -> {
            FakeClient client = refusing();
            client.says(1, 10);
            return client;
        });
        connection.maintain();
        assertThat(connection.connected()).isTrue();
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void shouldSayWhyNoBrokerIsReachedUntilOneIs() {
        assertThat(connection.trouble()).as("not known yet").isEmpty();
        connection = connection(() -> {
            if (warnings().isEmpty()) {
                throw new KafkaException("cannot look up kafka-1");
            }
            return make();
        });
        connection.maintain();
        assertThat(connection.trouble()).contains("cannot look up kafka-1");

        connection.maintain();
        says(1, 10);

        assertThat(connection.trouble()).isEmpty();
    }

    private FakeClient refusing() {
        FakeClient client = make();
        client.partitionsForException = new KafkaException("TLS handshake failed");
        return client;
    }
}
