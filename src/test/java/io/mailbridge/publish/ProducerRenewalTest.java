package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the client is made anew, and how the old one is closed. */
class ProducerRenewalTest extends ConnectionRounds {
    @Test
    void shouldMakeTheClientAnewWhereItOwesOutcomesTooLongAndWaitLongerEachTime() {
        connection.maintain();
        for (int renewals = 0; renewals < 8; renewals++) {
            Duration limit = STUCK.multipliedBy(1L << Math.min(renewals, 5));
            connection.outcomeOverdue();
            now.addAndGet(limit.toNanos());
            connection.outcomeOverdue();
            maintain(2);
            assertThat(made).hasSize(renewals + 1);

            now.addAndGet(1);
            maintain(2);

            assertThat(made).hasSize(renewals + 2);
            assertThat(connection.producer()).isSameAs(newest());
        }
        assertThat(warnings()).first().asString().contains("the client's thread hangs");
    }

    @Test
    void shouldNotWaitForAClientThatHangsNorTakeItsWord() throws Exception {
        connection.maintain();
        says(1, 10);
        connection.outcomeOverdue();
        now.addAndGet(STUCK.toNanos() + 1);

        onThreadOfTheProcess(connection::maintain);

        assertThat(connection.connected()).as("what it said before").isFalse();
        assertThat(connection.producer()).isNull();
        await().pollInterval(Duration.ofMillis(5)).until(newest()::closed);
        assertThat(newest().closedWithin).isZero();
        assertThat(newest().closedOn.isDaemon())
                .as("it must not keep the process alive")
                .isTrue();
    }

    @Test
    void shouldKeepTheClientThatTellsOutcomes() {
        connection.maintain();
        connection.outcomeReceived();
        connection.outcomeOverdue();
        now.addAndGet(STUCK.toNanos());
        connection.outcomeReceived();
        now.addAndGet(STUCK.toNanos());

        maintain(2);

        assertThat(made).hasSize(1);
        assertThat(newest().closed()).isFalse();
    }

    @Test
    void shouldMakeTheClientAnewWhereItsThreadHasDied() throws Exception {
        CountDownLatch dies = new CountDownLatch(1);
        Thread thread = new Thread(() -> awaitQuietly(dies), "kafka-producer-network-thread | " + FakeClient.ID);
        thread.setDaemon(true);
        thread.start();
        maintain(2);
        assertThat(made).hasSize(1);

        dies.countDown();
        thread.join();
        maintain(4);

        assertThat(made).as("the new client has a thread of its own").hasSize(2);
        assertThat(warnings()).singleElement().asString().contains("the client's thread has died");
    }

    @Test
    void shouldTakeNewCertificatesOnceAndOnlyWhileNoBrokerAnswers(@TempDir Path folder) throws Exception {
        Path truststore = Files.writeString(folder.resolve("truststore.pem"), "old");
        properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, truststore.toString());
        connection = connection(this::make);
        connection.maintain();
        says(1, 10);
        Files.writeString(truststore, "a new one");
        maintain(2);
        assertThat(made).as("the old one does").hasSize(1);

        says(0, 10);
        maintain(4);

        assertThat(made).hasSize(2);
        assertThat(warnings()).singleElement().asString().contains("the certificates have changed");
        connection.outcomeOverdue();
        now.addAndGet(STUCK.toNanos() + 1);
        maintain(2);
        assertThat(made).as("not a renewal that makes the next one wait longer").hasSize(3);
    }

    @Test
    void shouldMakeTheClientAnewWhereTheClockWasSetBackAndLetTheOldOneEndItsRecords() {
        connection.maintain();
        says(1, 10);
        FakeClient old = newest();

        wallClockAhead = -3_600_000;
        connection.maintain();

        assertThat(made).hasSize(2);
        assertThat(connection.producer()).as("no record finds none").isSameAs(newest());
        await().pollInterval(Duration.ofMillis(5)).until(old::closed);
        assertThat(old.closedWithin).hasSeconds(2);
        assertThat(warnings()).singleElement().asString().contains("The clock was set back by 3600 s");
        maintain(2);
        assertThat(made).as("once").hasSize(2);
    }

    @Test
    void shouldMakeTheClientAnewWhereAClockThatWasAheadIsCorrected() {
        connection.maintain();
        wallClockAhead = 3_600_000;
        maintain(2);
        assertThat(made).as("forward ends waits, it begins none").hasSize(1);

        wallClockAhead = 0;
        maintain(2);

        assertThat(made).hasSize(2);
    }

    @Test
    void shouldKeepTheClientWhereTheClockWasSetBackByLessThanItsPauses() {
        connection.maintain();
        wallClockAhead = -1_999;

        maintain(2);

        assertThat(made).hasSize(1);
        wallClockAhead = -2_000;
        maintain(2);
        assertThat(made).hasSize(2);
    }

    @Test
    void shouldKeepTheClientWhereTheClockWasSetBackUntilAnotherCanBeMade() {
        AtomicBoolean resolvable = new AtomicBoolean(true);
        connection = connection(() -> {
            if (!resolvable.get()) {
                throw new KafkaException("No resolvable bootstrap urls");
            }
            return make();
        });
        connection.maintain();
        resolvable.set(false);
        wallClockAhead = -60_000;
        maintain(2);
        assertThat(connection.producer()).isSameAs(made.get(0));
        assertThat(made.get(0).closed()).isFalse();

        resolvable.set(true);
        connection.maintain();

        assertThat(connection.producer()).isSameAs(made.get(1));
    }

    @Test
    void shouldCloseTheClientWithinTheLimitAndMakeNoOther() {
        connection.maintain();
        connection.outcomeOverdue();

        connection.close(Duration.ofSeconds(3));
        now.addAndGet(STUCK.toNanos() + 1);
        maintain(2);

        assertThat(made).hasSize(1);
        assertThat(newest().closedWithin).hasSeconds(3);
        assertThat(newest().closedOn).isSameAs(Thread.currentThread());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
