package io.mailbridge.reading;

import io.mailbridge.event.UtcTimestamp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records once more, to another topic: key, value and headers as they are, and two headers that say so. At least
 * once: only what Kafka acknowledged counts as sent.
 */
public final class Republisher implements AutoCloseable {
    /** When it was sent again. */
    public static final String REPUBLISHED_AT = "republished_at";
    /** Topic, partition and offset of the record that it repeats. */
    public static final String REPUBLISHED_FROM = "republished_from";

    /** Acknowledged by all replicas, in order, and given up after half a minute. */
    private static final Map<String, String> SENDING = Map.of(
            "acks", "all",
            "linger.ms", "20",
            "batch.size", "131072",
            "max.request.size", "67108864",
            "request.timeout.ms", "10000",
            "delivery.timeout.ms", "30000",
            "max.block.ms", "10000");

    private final Producer<byte[], byte[]> producer;
    private final String target;
    private final byte[] now;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Map<TopicPartition, OffsetRange> left;
    private long passed;
    private long sent;

    /** @param client settings of any Kafka client ({@link KafkaAccess}) */
    public Republisher(Properties client, String target, RepublishState state, Instant now) {
        this(open(client), target, state, now);
    }

    Republisher(Producer<byte[], byte[]> producer, String target, RepublishState state, Instant now) {
        this.producer = producer;
        this.target = target;
        this.now = UtcTimestamp.text(now).getBytes(StandardCharsets.UTF_8);
        this.left = new HashMap<>(state.ranges());
        this.passed = state.sent();
        this.sent = state.sent();
    }

    private static Producer<byte[], byte[]> open(Properties client) {
        Properties settings = new Properties();
        settings.putAll(client);
        settings.remove("default.api.timeout.ms");
        settings.putAll(SENDING);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @throws KafkaException where one before could not be sent */
    public void send(ConsumerRecord<byte[], byte[]> found) {
        Headers headers = new RecordHeaders(found.headers().toArray());
        headers.remove(REPUBLISHED_AT).remove(REPUBLISHED_FROM);
        String from = found.topic() + '-' + found.partition() + '@' + found.offset();
        headers.add(REPUBLISHED_AT, now).add(REPUBLISHED_FROM, from.getBytes(StandardCharsets.UTF_8));
        producer.send(
                new ProducerRecord<>(target, null, null, found.key(), found.value(), headers), (metadata, refused) -> {
                    if (refused != null) {
                        failure.compareAndSet(null, refused);
                    }
                });
        passed++;
    }

    /** Notes how far a partition has been read, whether its records are sent or not. */
    public void pass(ConsumerRecord<byte[], byte[]> found) {
        left.computeIfPresent(
                new TopicPartition(found.topic(), found.partition()),
                (partition, range) -> new OffsetRange(found.offset() + 1, range.to()));
    }

    /**
     * Waits for the acknowledgements of all that was sent.
     *
     * @return what is left
     * @throws KafkaException where one is refused
     */
    public Map<TopicPartition, OffsetRange> acknowledged() {
        producer.flush();
        Exception refused = failure.get();
        if (refused != null) {
            throw new KafkaException(refused.getMessage(), refused);
        }
        sent = passed;
        return Map.copyOf(left);
    }

    /** How many have been acknowledged. */
    public long sent() {
        return sent;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
