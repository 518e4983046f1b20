package io.mailbridge.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Reads a topic again and again, each time only what is new: for tests that look for one record hundreds of times. */
public final class TopicFollower implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<TopicRecord> records = new ArrayList<>();

    /** @param topic that exists; its partitions stay as they are */
    public TopicFollower(KafkaBroker broker, String topic) {
        consumer = new TopicReader(broker).consumer();
        partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records, from the topic's first to its end at the time of the call. */
    public List<TopicRecord> records() {
        TopicReader.readTo(consumer, consumer.endOffsets(partitions), records::add);
        return List.copyOf(records);
    }

    /** Those that fulfil the condition, as soon as there is one. */
    public List<TopicRecord> await(Predicate<TopicRecord> condition) {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .atMost(LIMIT)
                .until(() -> records().stream().filter(condition).toList(), found -> !found.isEmpty());
    }

    /** The names of all topics that the broker has. */
    public Set<String> topics() {
        return consumer.listTopics().keySet();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
