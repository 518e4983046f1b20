package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import io.mailbridge.support.StrangerServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The producer without a broker: it never blocks and never throws, and each record has one outcome, in time. */
class OutboundProducerTest {
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final AtomicInteger callbacks = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final TopicAvailability topics = new TopicAvailability(List.of(), new SimpleMeterRegistry());
    private final MockProducer<Object, Object> client = client();
    private OutboundProducer producer;

    @AfterEach
    void close() {
        producer.close(Duration.ZERO);
    }

    @Test
    void shouldFailAtOnceWhileNoBrokerCanBeLookedUp() {
        producer = producer(() -> {
            throw new KafkaException("unresolvable");
        });

        OutboundRecord outbound = send("topic");

        assertThat(outbound.acknowledged()).isFalse();
        assertThat(outbound.failure()).isInstanceOf(TimeoutException.class);
        assertThat(callbacks).hasValue(1);
        assertThat(producer.connected()).isFalse();
    }

    @Test
    void shouldTryAgainUntilTheProducerCanBeMade() {
        AtomicInteger tries = new AtomicInteger();
        producer = producer(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new KafkaException("unresolvable");
            }
            return client;
        });

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            send("topic");
            return !client.history().isEmpty();
        });
    }

    @Test
    void shouldNeverBlockAndEndAWholeListInTheTimeOfOne() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            producer = producer(() -> kafka(silent.getLocalPort()));
            await().until(() -> send("topic").failure() == null);
            callbacks.set(0);

            long began = System.nanoTime();
            List<OutboundRecord> list =
                    IntStream.range(0, 100).mapToObj(i -> send("topic-" + i)).toList();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
            await().atMost(LIMIT.multipliedBy(2)).until(() -> callbacks.get() >= 100);
            assertThat(list).allSatisfy(outbound -> {
                assertThat(outbound.acknowledged()).isFalse();
                assertThat(outbound.failure())
                        .as("nothing answers, so no topic is at fault")
                        .isInstanceOf(TimeoutException.class);
            });
            assertThat(topics.outOfService()).isEmpty();
            assertThat(producer.connected())
                    .as("a broker that takes connections and says nothing")
                    .isFalse();
        }
    }

    @Test
    void shouldEndARecordInTimeWhileTheClientIsSilentAndOnlyCountALateAcknowledgement() {
        sendingThroughClient();

        OutboundRecord outbound = send("topic");
        await().atMost(LIMIT.multipliedBy(3)).until(() -> callbacks.get() == 1);
        client.completeNext();

        assertThat(outbound.failure()).isInstanceOf(TimeoutException.class);
        assertThat(outbound.acknowledged()).as("it is in the buffer by now").isFalse();
        assertThat(callbacks).hasValue(1);
        assertThat(late).hasValue(1);
    }

    @Test
    void shouldReplaceTheProducerWhenItsThreadHangs() {
        AtomicInteger made = new AtomicInteger();
        producer = producer(() -> {
            made.incrementAndGet();
            return client();
        });
        await().ignoreExceptions().until(() -> producer.metrics() != null);

        send("topic");

        await().atMost(Duration.ofSeconds(5)).until(() -> made.get() == 2);
        assertThat(callbacks).hasValue(1);
    }

    @Test
    void shouldReplaceTheProducerWhenItsThreadHasDied() throws Exception {
        AtomicInteger made = new AtomicInteger();
        try (StrangerServer stranger = StrangerServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            // such an answer is taken for a record of 1.2 GB
            producer = producer(() -> {
                made.incrementAndGet();
                return kafka(stranger.port());
            });

            await().atMost(Duration.ofSeconds(10)).until(() -> made.get() >= 2);
        }
    }

    @Test
    void shouldTellTheFaultOfATopicFromThatOfARecordAndOfTheBrokers() {
        sendingThroughClient();
        OutboundRecord forbidden = send("forbidden");
        OutboundRecord large = send("topic");
        OutboundRecord lost = send("topic");

        client.errorNext(new TopicAuthorizationException("forbidden"));
        client.errorNext(new RecordTooLargeException("2 MB"));
        client.errorNext(new KafkaException("gone"));

        assertThat(RecordFaults.isTopicFault(forbidden)).isTrue();
        assertThat(RecordFaults.isOwnFault(large)).isTrue();
        assertThat(RecordFaults.isBrokerFault(lost)).isTrue();
        assertThat(topics.outOfService()).containsExactly("forbidden");
    }

    @Test
    void shouldSendNothingToATopicOutOfServiceAndGoOnWithTheOthers() {
        sendingThroughClient();
        send("lame");
        client.errorNext(new NotEnoughReplicasException("1 of 2"));
        callbacks.set(0);

        OutboundRecord next = send("lame");
        OutboundRecord other = send("topic");
        client.completeNext();

        assertThat(RecordFaults.isTopicFault(next)).isTrue();
        assertThat(next.failure()).hasMessage("Topic lame takes no records: 1 of 2");
        assertThat(other.acknowledged()).isTrue();
        assertThat(client.history()).hasSize(2);
        assertThat(callbacks).hasValue(2);
    }

    private void sendingThroughClient() {
        producer = producer(() -> client);
        await().ignoreExceptions().until(() -> producer.metrics() != null);
    }

    private static MockProducer<Object, Object> client() {
        return new MockProducer<>(false, (topic, key) -> (byte[]) key, (topic, value) -> (byte[]) value);
    }

    private OutboundProducer producer(Supplier<Producer<Object, Object>> create) {
        ProducerConnection connection = new ProducerConnection(
                create,
                new FixedTopics(List.of(), topics, new DurabilityNotice(new Properties())),
                new ClientRenewal(new CertificateFiles(new Properties()), LIMIT),
                PATIENCE,
                System::nanoTime);
        return new OutboundProducer(
                connection.start(),
                new Attempts(connection, RecordSender.DIRECT, topics, LIMIT, PATIENCE, late::incrementAndGet));
    }

    private OutboundRecord send(String topic) {
        OutboundRecord outbound =
                new OutboundRecord(new Tag("s", "p", null), "id", topic, null, new byte[] {1}, List.of());
        producer.send(new ProducerRecord<>("template", outbound), (metadata, failure) -> {
            assertThat(failure).as("Camel is told of success always").isNull();
            callbacks.incrementAndGet();
        });
        return outbound;
    }

    /** A producer whose broker accepts connections and does not answer. */
    private static KafkaProducer<Object, Object> kafka(int port) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", "127.0.0.1:" + port);
        properties.put("max.block.ms", "0");
        properties.put("request.timeout.ms", "400");
        properties.put("delivery.timeout.ms", "500");
        properties.put("key.serializer", ByteArraySerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        return new KafkaProducer<>(properties);
    }
}
