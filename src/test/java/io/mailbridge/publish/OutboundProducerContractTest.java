package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Camel's Kafka component may ask of the producer besides a send with a callback. */
class OutboundProducerContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final TopicAvailability topics = new TopicAvailability(List.of(), new SimpleMeterRegistry());
    private final FakeClient client = new FakeClient();
    private final ProducerConnection connection = new ProducerConnection(
            () -> client,
            new FixedTopics(List.of(), topics, new DurabilityNotice(new Properties())),
            new ClientRenewal(new CertificateFiles(new Properties()), LIMIT),
            LIMIT,
            System::nanoTime);
    private final OutboundProducer producer = new OutboundProducer(
            connection, new Attempts(connection, RecordSender.DIRECT, topics, LIMIT, LIMIT, () -> {}));

    @AfterEach
    void close() {
        connection.close(Duration.ZERO);
    }

    @Test
    void shouldRefuseATransactionInsteadOfActingAsIfThereWereOne() {
        connection.maintain();
        ConsumerGroupMetadata group = new ConsumerGroupMetadata("group");
        List<ThrowingCallable> calls = List.of(
                producer::initTransactions,
                producer::beginTransaction,
                this::sendOffsetsAsBefore,
                () -> producer.sendOffsetsToTransaction(Map.of(), group),
                producer::commitTransaction,
                producer::abortTransaction);

        assertThat(calls).allSatisfy(call -> assertThatThrownBy(call)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("takes no transactions"));
    }

    @SuppressWarnings("deprecation")
    private void sendOffsetsAsBefore() {
        producer.sendOffsetsToTransaction(Map.of(), "group");
    }

    @Test
    void shouldAnswerAboutTheClientOnlyWhileThereIsOne() {
        List<ThrowingCallable> questions =
                List.of(() -> producer.partitionsFor("t"), producer::metrics, () -> producer.clientInstanceId(LIMIT));
        assertThat(questions).allSatisfy(question -> assertThatThrownBy(question)
                .hasMessageContaining("No broker name could be resolved"));
        connection.maintain();
        Uuid id = Uuid.randomUuid();
        client.setClientInstanceId(id);

        assertThat(producer.clientInstanceId(LIMIT)).isEqualTo(id);
        assertThat(producer.metrics()).hasSameSizeAs(client.metrics());
        assertThat(producer.partitionsFor("t")).hasSize(1);
    }

    @Test
    void shouldBeConnectedAsItsConnectionIs() {
        connection.maintain();
        assertThat(producer.connected()).isFalse();

        client.says(1, 10);
        connection.maintain();

        assertThat(producer.connected()).isTrue();
    }

    @Test
    void shouldGiveTheMetadataToWhoWaitsForIt() throws Exception {
        connection.maintain();
        OutboundRecord outbound =
                new OutboundRecord(new Tag("s", "p", null), "id", "topic", null, new byte[] {1}, List.of());

        Future<RecordMetadata> sent = producer.send(new ProducerRecord<>("template", outbound));
        assertThat(sent).as("Kafka has not acknowledged it").isNotDone();
        client.completeNext();

        assertThat(sent).isDone();
        assertThat(sent.get().topic()).isEqualTo("topic");
        assertThat(outbound.acknowledged()).isTrue();
    }

    @Test
    void shouldNotWaitForEverForTheClientToClose() {
        connection.maintain();

        producer.close();

        assertThat(client.closedWithin).hasSeconds(5);
    }

    @Test
    void shouldCloseTheClientWithinTheTimeThatCamelGives() {
        connection.maintain();

        producer.close(Duration.ofSeconds(2));

        assertThat(client.closedWithin).hasSeconds(2);
    }
}
