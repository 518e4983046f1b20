package io.mailbridge.refused;

import io.mailbridge.event.OutboundRecord;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends what dead letters became, configured as send-to-kafka is, but with more patience and nothing behind it: what Kafka
 * does not acknowledge is not stored anywhere else.
 */
final class LetterSender implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param configuration of send-to-kafka */
    LetterSender(Properties configuration) {
        Properties patient = new Properties();
        patient.putAll(configuration);
        patient.put("max.block.ms", "10000");
        patient.put("request.timeout.ms", "5000");
        patient.put("delivery.timeout.ms", "10000");
        // a record at fault must not fail others of its batch
        patient.put("batch.size", "0");
        patient.put("linger.ms", "0");
        producer = new KafkaProducer<>(patient, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns when each of them has its outcome. */
    void send(List<OutboundRecord> records) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(records.size());
        for (OutboundRecord outbound : records) {
            try {
                producer.send(
                        new ProducerRecord<>(
                                outbound.topic(), null, null, outbound.key(), outbound.value(), outbound.headers()),
                        (metadata, failure) -> {
                            if (failure == null) {
                                outbound.acknowledge();
                            } else {
                                outbound.fail(failure);
                            }
                            open.countDown();
                        });
            } catch (KafkaException e) {
                outbound.fail(e);
                open.countDown();
            }
        }
        open.await();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
