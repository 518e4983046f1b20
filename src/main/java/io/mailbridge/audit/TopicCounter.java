package io.mailbridge.audit;

import io.mailbridge.reading.BridgeTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts what is on the topics that a bridge writes to: by their offsets, or by reading the ids of all records. */
final class TopicCounter {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Properties client;
    private final LongConsumer progress;

    /**
     * @param client settings of a Kafka client: brokers, TLS, SASL
     * @param progress receives the number of records read so far, now and then; null where only offsets are read
     */
    TopicCounter(Properties client, LongConsumer progress) {
        this.client = client;
        this.progress = progress;
    }

    /** @throws TimeoutException where no broker answers */
    List<TopicCount> count(BridgeTopics topics) throws ExecutionException, InterruptedException, TimeoutException {
        List<TopicCount> counts = new ArrayList<>();
        try (Admin admin = Admin.create(client);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String topic : admin.listTopics().names().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                boolean dead = topics.isOfDeadLetters(topic);
                if (dead || topics.isOfEvents(topic)) {
                    counts.add(count(consumer, topic, dead));
                }
            }
        }
        return counts;
    }

    private TopicCount count(KafkaConsumer<byte[], byte[]> consumer, String topic, boolean dead) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, LIMIT).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions, LIMIT);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, LIMIT);
        long deleted = begin.values().stream().mapToLong(Long::longValue).sum();
        long records = end.values().stream().mapToLong(Long::longValue).sum() - deleted;
        long ids = -1;
        if (progress != null) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            ids = ids(consumer, new HashMap<>(end));
        }
        return new TopicCount(topic, dead, records, deleted, ids);
    }

    private long ids(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end) {
        IdSet ids = new IdSet();
        long read = 0;
        end.values().removeIf(offset -> offset == 0);
        while (!end.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofSeconds(1))) {
                Header id = found.headers().lastHeader("ce_id");
                ids.add(id == null ? found.topic() + found.partition() + '-' + found.offset() : text(id));
                read++;
            }
            progress.accept(read);
            end.entrySet().removeIf(last -> consumer.position(last.getKey(), LIMIT) >= last.getValue());
        }
        return ids.size();
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
