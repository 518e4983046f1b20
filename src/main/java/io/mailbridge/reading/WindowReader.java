package io.mailbridge.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what arrived on topics within a window of time, once, up to the end that they have when it begins. */
public final class WindowReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    /** Without a record for so long, the brokers are taken to be gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Bridges send side by side and by clocks of their own: what arrived shortly after may have an earlier time. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param client settings of any Kafka client ({@link KafkaAccess}) */
    public WindowReader(Properties client) {
        consumer = TopicClient.open(client);
    }

    /** Receives how far the reading is, after each batch. */
    public interface Progress {
        void read(long read, long total);
    }

    /** @throws TimeoutException where no broker answers */
    public boolean hasTopic(String topic) {
        return consumer.listTopics(TopicClient.LIMIT).containsKey(topic);
    }

    /**
     * Where the window is, in partitions that hold something.
     *
     * @throws TimeoutException where no broker answers
     */
    public Map<TopicPartition, OffsetRange> find(Predicate<String> topics, TimeWindow window) {
        List<TopicPartition> partitions = TopicClient.partitions(consumer, topics);
        Map<TopicPartition, Long> from = window.since() == null
                ? consumer.beginningOffsets(partitions, TopicClient.LIMIT)
                : TopicClient.offsets(consumer, partitions, window.since());
        boolean isToEnd = window.until() == null || window.until().plus(CLOCKS).isAfter(Instant.now());
        Map<TopicPartition, Long> to = isToEnd
                ? consumer.endOffsets(partitions, TopicClient.LIMIT)
                : TopicClient.offsets(consumer, partitions, window.until().plus(CLOCKS));
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetRange range = new OffsetRange(from.get(partition), to.get(partition));
            if (range.length() > 0) {
                ranges.put(partition, range);
            }
        }
        return ranges;
    }

    /**
     * Passes on the records of the window, those of a partition in their order.
     *
     * @throws TimeoutException where brokers have been gone for a minute
     */
    public void read(
            Map<TopicPartition, OffsetRange> ranges,
            TimeWindow window,
            Consumer<ConsumerRecord<byte[], byte[]>> each,
            Progress progress) {
        consumer.assign(ranges.keySet());
        // those that were read before are paused
        consumer.resume(ranges.keySet());
        ranges.forEach((partition, range) -> consumer.seek(partition, range.from()));
        long total = left(ranges);
        long left = total;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (left > 0) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                OffsetRange range = ranges.get(new TopicPartition(found.topic(), found.partition()));
                if (found.offset() < range.to() && window.contains(Instant.ofEpochMilli(found.timestamp()))) {
                    each.accept(found);
                }
            }
            long before = left;
            left = left(ranges);
            progress.read(total - left, total);
            if (left < before) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("No broker has answered for " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    /** Records and gaps that are still to be read; a partition that has been read is asked no more. */
    private long left(Map<TopicPartition, OffsetRange> ranges) {
        long left = 0;
        for (Map.Entry<TopicPartition, OffsetRange> entry : ranges.entrySet()) {
            long rest = entry.getValue().to() - consumer.position(entry.getKey(), TopicClient.LIMIT);
            if (rest > 0) {
                left += rest;
            } else {
                consumer.pause(List.of(entry.getKey()));
            }
        }
        return left;
    }

    /** Ends a {@link #read} that another thread is in, with a WakeupException there. */
    public void interrupt() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
