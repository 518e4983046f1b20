package io.mailbridge.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A Kafka consumer that belongs to no group and commits nothing, so that reading changes nothing on the brokers. */
final class TopicClient {
    static final Duration LIMIT = Duration.ofSeconds(5);

    /** Commands have small heaps, and topics many partitions. */
    private static final Map<String, String> READING = Map.of(
            "enable.auto.commit", "false",
            "allow.auto.create.topics", "false",
            "auto.offset.reset", "earliest",
            "fetch.max.bytes", "8388608",
            "max.partition.fetch.bytes", "1048576",
            "max.poll.records", "2000");

    private TopicClient() {}

    /** @param client settings of any Kafka client */
    static KafkaConsumer<byte[], byte[]> open(Properties client) {
        Properties settings = new Properties();
        settings.putAll(client);
        settings.putAll(READING);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** All partitions of the wanted topics that are there. */
    static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Predicate<String> wanted) {
        return consumer.listTopics(LIMIT).values().stream()
                .flatMap(Collection::stream)
                .filter(partition -> wanted.test(partition.topic()))
                .map(TopicClient::partition)
                .toList();
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    /** For each partition the first record that has this time or a later one; its end where none has. */
    static Map<TopicPartition, Long> offsets(
            KafkaConsumer<?, ?> consumer, Collection<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions, LIMIT));
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, LIMIT);
        found.forEach((partition, first) -> {
            if (first != null) {
                offsets.put(partition, first.offset());
            }
        });
        return offsets;
    }
}
