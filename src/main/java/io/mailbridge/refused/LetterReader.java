package io.mailbridge.refused;

import io.mailbridge.event.EventIds;
import io.mailbridge.reading.BridgeTopics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads dead letters from their topics, up to what was there when it was made. */
final class LetterReader implements AutoCloseable {
    /** A record is written after its request was received; by a clock that may differ from the brokers'. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private static final int CHUNK = 100;
    private static final int CHUNK_BYTES = 4 << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Duration limit;
    private final Map<TopicPartition, Long> first = new HashMap<>();
    private final Map<TopicPartition, Long> end =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));

    /** Takes some of them. */
    interface Chunk {
        /** @return false to end */
        boolean take(List<Refused> letters) throws SQLException, InterruptedException;
    }

    /**
     * @param limit for each answer of the brokers
     * @throws org.apache.kafka.common.KafkaException where no broker answers
     */
    LetterReader(Properties client, BridgeTopics topics, Duration limit) {
        this.limit = limit;
        Properties settings = new Properties();
        settings.putAll(client);
        settings.put("enable.auto.commit", "false");
        settings.put("allow.auto.create.topics", "false");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.listTopics(limit).forEach((topic, partitions) -> {
                if (topics.isOfDeadLetters(topic)) {
                    partitions.forEach(info -> end.put(new TopicPartition(topic, info.partition()), 0L));
                }
            });
            end.putAll(consumer.endOffsets(end.keySet(), limit));
            first.putAll(consumer.beginningOffsets(end.keySet(), limit));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Reads what the filter may take, by partition and offset; whether it takes it is for the caller to decide. */
    void read(RefusedFilter filter, Chunk chunk) throws SQLException, InterruptedException {
        if (!filter.ids().isEmpty()) {
            readEach(filter.ids(), chunk);
            return;
        }
        Map<TopicPartition, Long> from = from(filter.window().since());
        for (TopicPartition partition : end.keySet()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from.get(partition));
            if (!read(partition, end.get(partition), chunk)) {
                return;
            }
        }
    }

    /** Where each partition ended when this was made. */
    Map<TopicPartition, Long> ends() {
        return end;
    }

    /** The offset that each partition begins with. */
    long first(TopicPartition partition) {
        return first.get(partition);
    }

    /** Hands on what is there between two offsets, some at a time, since each may have a megabyte. */
    void window(TopicPartition partition, long from, long to, Chunk chunk) throws SQLException, InterruptedException {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        read(partition, to, chunk);
    }

    private Map<TopicPartition, Long> from(Instant since) {
        if (since == null) {
            return first;
        }
        Map<TopicPartition, Long> from = new HashMap<>(end);
        Map<TopicPartition, Long> times = new HashMap<>();
        end.keySet()
                .forEach(partition -> times.put(partition, since.minus(CLOCKS).toEpochMilli()));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(times, limit).entrySet()) {
            if (found.getValue() != null) {
                from.put(found.getKey(), found.getValue().offset());
            }
        }
        return from;
    }

    private boolean read(TopicPartition partition, long last, Chunk chunk) throws SQLException, InterruptedException {
        List<Refused> letters = new ArrayList<>();
        long bytes = 0;
        long idleUntil = System.nanoTime() + limit.toNanos();
        while (consumer.position(partition, limit) < last) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(500))) {
                idleUntil = System.nanoTime() + limit.toNanos();
                if (found.offset() >= last || found.value() == null) {
                    continue;
                }
                letters.add(letter(found));
                bytes += found.value().length;
                if (letters.size() == CHUNK || bytes > CHUNK_BYTES) {
                    if (!chunk.take(letters)) {
                        return false;
                    }
                    letters = new ArrayList<>();
                    bytes = 0;
                }
            }
            if (System.nanoTime() > idleUntil) {
                throw new TimeoutException("no broker answers for " + partition);
            }
        }
        return letters.isEmpty() || chunk.take(letters);
    }

    private void readEach(List<String> ids, Chunk chunk) throws SQLException, InterruptedException {
        for (String text : ids) {
            LetterId id = LetterId.of(text);
            Long last = id == null ? null : end.get(id.place());
            if (last == null || id.offset() >= last || id.offset() < first.get(id.place())) {
                continue;
            }
            consumer.assign(List.of(id.place()));
            consumer.seek(id.place(), id.offset());
            if (!read(id.place(), id.offset() + 1, chunk)) {
                return;
            }
        }
    }

    private static Refused letter(ConsumerRecord<byte[], byte[]> found) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : found.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        String provider = headers.getOrDefault("provider", "");
        return new Refused(
                new LetterId(found.topic(), found.partition(), found.offset()).toString(),
                headers.getOrDefault("reason", ""),
                headers.get("detail"),
                headers.get("reason"),
                headers.getOrDefault("source", ""),
                provider,
                null,
                time(headers.get("received_at"), found.timestamp()),
                1,
                null,
                found.topic(),
                EventIds.ofRejected(provider, found.value()),
                null,
                found.key(),
                found.value());
    }

    private static Instant time(String receivedAt, long timestamp) {
        try {
            return receivedAt == null ? Instant.ofEpochMilli(timestamp) : Instant.parse(receivedAt);
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(timestamp);
        }
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
