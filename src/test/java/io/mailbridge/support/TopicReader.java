package io.mailbridge.support;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Reads a whole topic, from its first record to its end at the time of the call. */
public final class TopicReader {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrap;

    public TopicReader(KafkaBroker broker) {
        this(broker.bootstrap());
    }

    public TopicReader(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** @return all records, in order within their partition; empty if there is no such topic */
    public List<TopicRecord> read(String topic) {
        List<TopicRecord> records = new ArrayList<>();
        forEach(topic, records::add);
        return records;
    }

    /** As {@link #read}, for a topic that is too large to be kept. */
    public void forEach(String topic, Consumer<TopicRecord> action) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, LIMIT).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (!partitions.isEmpty()) {
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                readTo(consumer, consumer.endOffsets(partitions, LIMIT), action);
            }
        }
    }

    /** The records on a topic, of which none has been deleted. */
    public long count(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, LIMIT).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return consumer.endOffsets(partitions, LIMIT).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** The event ids on a topic, in the order of {@link #read}, duplicates included. */
    public List<String> idsOn(String topic) {
        return read(topic).stream().map(TopicRecord::id).toList();
    }

    /** Waits until the topic holds the event with this id; its first record. */
    public TopicRecord awaitRecord(String topic, String id, Duration limit) {
        return awaitRecords(topic, records -> records.stream().anyMatch(record -> id.equals(record.id())), limit)
                .stream()
                .filter(record -> id.equals(record.id()))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the topic holds at least that many records. */
    public List<TopicRecord> awaitRecords(String topic, int count, Duration limit) {
        return awaitRecords(topic, records -> records.size() >= count, limit);
    }

    public List<TopicRecord> awaitRecords(String topic, Predicate<List<TopicRecord>> condition, Duration limit) {
        return Awaitility.await()
                .alias("records on " + topic)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(limit)
                .until(() -> read(topic), condition);
    }

    static void readTo(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> endOffsets,
            Consumer<TopicRecord> action) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (endOffsets.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Nothing of the topic was read for " + LIMIT.toSeconds() + " s");
            }
            ConsumerRecords<byte[], byte[]> found = consumer.poll(POLL);
            found.forEach(record -> action.accept(toRecord(record)));
            if (!found.isEmpty()) {
                deadline = System.nanoTime() + LIMIT.toNanos();
            }
        }
    }

    private static TopicRecord toRecord(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        return new TopicRecord(
                record.partition(), record.offset(), record.timestamp(), text(record.key()), record.value(), headers);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap,
                "allow.auto.create.topics", "false",
                "enable.auto.commit", "false",
                "enable.metrics.push", "false",
                "fetch.max.wait.ms", "20",
                "isolation.level", "read_committed");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
