package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The producer without a broker: nothing is thrown, nothing waits twice, and each record knows its outcome. */
class OutboundProducerTest {
    private static final Duration MAX_BLOCK = Duration.ofMillis(300);

    private final AtomicInteger callbacks = new AtomicInteger();

    @Test
    void shouldFailAtOnceWhileNoBrokerCanBeLookedUp() {
        OutboundProducer producer = new OutboundProducer(
                () -> {
                    throw new KafkaException("unresolvable");
                },
                List.of(),
                MAX_BLOCK);
        OutboundRecord outbound = record();

        send(producer, outbound);

        assertThat(outbound.acknowledged()).isFalse();
        assertThat(outbound.failure()).isInstanceOf(TimeoutException.class);
        assertThat(callbacks).hasValue(1);
        assertThat(producer.connected()).isFalse();
        producer.close();
    }

    @Test
    void shouldTryAgainUntilTheProducerCanBeMade() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AtomicInteger tries = new AtomicInteger();
            OutboundProducer producer = new OutboundProducer(
                    () -> {
                        if (tries.incrementAndGet() < 3) {
                            throw new KafkaException("unresolvable");
                        }
                        return kafka(silent);
                    },
                    List.of(),
                    MAX_BLOCK);

            await().atMost(Duration.ofSeconds(10)).until(() -> tries.get() == 3);
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                OutboundRecord outbound = record();
                long began = System.nanoTime();
                send(producer, outbound);
                return System.nanoTime() - began > MAX_BLOCK.toNanos() / 2;
            });
            producer.close(Duration.ZERO);
        }
    }

    @Test
    void shouldWaitForMetadataOnceForAWholeList() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            OutboundProducer producer = new OutboundProducer(() -> kafka(silent), List.of(), MAX_BLOCK);
            await().until(() -> {
                OutboundRecord first = record();
                send(producer, first);
                return !first.failure().getMessage().contains("looked up");
            });
            await().atMost(Duration.ofSeconds(2))
                    .pollDelay(Duration.ofMillis(250))
                    .until(() -> true);
            List<OutboundRecord> list =
                    IntStream.range(0, 100).mapToObj(i -> record()).toList();
            callbacks.set(0);

            long began = System.nanoTime();
            list.forEach(outbound -> send(producer, outbound));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(MAX_BLOCK.multipliedBy(3));
            assertThat(list).allSatisfy(outbound -> {
                assertThat(outbound.acknowledged()).isFalse();
                assertThat(outbound.failure()).isInstanceOf(TimeoutException.class);
            });
            assertThat(callbacks).hasValue(100);
            assertThat(producer.connected())
                    .as("a broker that takes connections and says nothing")
                    .isFalse();
            producer.close(Duration.ZERO);
        }
    }

    private void send(OutboundProducer producer, OutboundRecord outbound) {
        producer.send(new ProducerRecord<>("template", outbound), (metadata, failure) -> {
            assertThat(failure).as("Camel is told of success always").isNull();
            callbacks.incrementAndGet();
        });
    }

    /** A producer whose broker accepts connections and says nothing. */
    private static KafkaProducer<Object, Object> kafka(ServerSocket silent) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort());
        properties.put("max.block.ms", String.valueOf(MAX_BLOCK.toMillis()));
        properties.put("request.timeout.ms", "400");
        properties.put("delivery.timeout.ms", "500");
        properties.put("key.serializer", ByteArraySerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        return new KafkaProducer<>(properties);
    }

    private static OutboundRecord record() {
        return new OutboundRecord(new Tag("s", "p", null), "id", "topic", null, new byte[] {1}, List.of());
    }
}
