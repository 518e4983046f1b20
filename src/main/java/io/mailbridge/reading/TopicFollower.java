package io.mailbridge.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/** Reads topics as records arrive, for as long as is wanted: through restarts of brokers, and new topics too. */
public final class TopicFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Predicate<String> topics;
    private final Consumer<String> notices;
    private final Set<TopicPartition> followed = new HashSet<>();
    private boolean isSilent;

    /**
     * @param client settings of any Kafka client ({@link KafkaAccess})
     * @param topics those that are wanted, there or not
     * @param notices receives a sentence for people where something changes
     */
    public TopicFollower(Properties client, Predicate<String> topics, Consumer<String> notices) {
        this.consumer = TopicClient.open(client);
        this.topics = topics;
        this.notices = notices;
    }

    /** Receives records. */
    public interface Reader {
        /** @return false to end */
        boolean read(ConsumerRecord<byte[], byte[]> record);

        /** After each batch, also an empty one. */
        boolean flush();
    }

    /**
     * Returns when the reader has had enough, or after {@link #end}.
     *
     * @param since null to begin with the next record
     * @throws TimeoutException where no broker answers at first; later ones are waited for
     */
    public void follow(Instant since, Reader reader) throws InterruptedException {
        try {
            add(TopicClient.partitions(consumer, topics), since, true);
            notices.accept(
                    followed.isEmpty()
                            ? "There is no topic yet; waiting for it"
                            : "Waiting for events on " + names(followed));
            long next = System.nanoTime() + LOOK_AGAIN.toNanos();
            while (pass(reader)) {
                if (System.nanoTime() > next) {
                    look(since);
                    next = System.nanoTime() + LOOK_AGAIN.toNanos();
                }
            }
        } catch (WakeupException e) {
            // the end that was asked for
        }
    }

    /** Ends {@link #follow}, from any thread. */
    public void end() {
        consumer.wakeup();
    }

    private boolean pass(Reader reader) throws InterruptedException {
        if (followed.isEmpty()) {
            // a poll without partitions would be refused
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            return reader.flush();
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (!reader.read(record)) {
                return false;
            }
        }
        return reader.flush();
    }

    /** Whether there are new topics or partitions, and whether anybody answers. */
    private void look(Instant since) {
        try {
            List<TopicPartition> found = new ArrayList<>(TopicClient.partitions(consumer, topics));
            // one that is gone may come back, and then is read from its beginning
            found.removeAll(followed);
            if (!found.isEmpty()) {
                add(found, since, false);
                notices.accept("Now also following " + names(found));
            }
            if (isSilent) {
                notices.accept("A broker answers again");
            }
            isSilent = false;
        } catch (TimeoutException e) {
            if (!isSilent) {
                notices.accept("No broker answers; waiting for one");
            }
            isSilent = true;
        }
    }

    /** @param isFirst what was there before is not read without a time; all of a new topic is */
    private void add(Collection<TopicPartition> found, Instant since, boolean isFirst) {
        Map<TopicPartition, Long> offsets = since != null
                ? TopicClient.offsets(consumer, found, since)
                : isFirst
                        ? consumer.endOffsets(found, TopicClient.LIMIT)
                        : consumer.beginningOffsets(found, TopicClient.LIMIT);
        Set<TopicPartition> all = new HashSet<>(followed);
        all.addAll(found);
        consumer.assign(all);
        offsets.forEach(consumer::seek);
        followed.addAll(found);
    }

    private static String names(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .map(TopicPartition::topic)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
