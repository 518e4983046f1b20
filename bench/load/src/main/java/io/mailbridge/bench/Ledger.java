package io.mailbridge.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Speed is nothing without correctness: after a measurement, every event that was acknowledged must be on the topic. */
final class Ledger {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration POLL = Duration.ofMillis(200);

    private Ledger() {}

    /** Waits until the buffer is empty and the books balance, and throws if they do not. */
    static void settle(Stage stage, Bridge bridge) {
        Poll.until("an empty buffer", LIMIT, POLL, () -> stage.servers().buffered() == 0);
        // the depth is looked at once a second
        Poll.until("a depth of 0 in the metrics", LIMIT, POLL, () -> depth(bridge) == 0);
        long received = bridge.events("received");
        long published = bridge.events("published");
        long buffered = bridge.events("buffered");
        long rejected = bridge.events("rejected");
        long parked = bridge.events("parked");
        String name = bridge.target().name();
        require(
                received == published + buffered + rejected,
                "%s: received %d is not published %d + buffered %d + rejected %d"
                        .formatted(name, received, published, buffered, rejected));
        long unsettled = stage.unsettledRows();
        require(
                unsettled == 0,
                "%s: buffered less replayed less parked, over all bridges, is %d with an empty buffer"
                        .formatted(name, unsettled));
        require(
                received >= bridge.target().acknowledged(),
                "%s: received %d, but the senders got 200 for %d events"
                        .formatted(name, received, bridge.target().acknowledged()));
        require(rejected + parked == 0, "%s: %d rejected, %d parked".formatted(name, rejected, parked));
        settle(stage, bridge.target());
    }

    /** The topic holds at least what was acknowledged: more after an outage, when an acknowledgement came late. */
    static void settle(Stage stage, Target target) {
        long onTopic = records(stage, target.topic());
        require(
                onTopic >= target.acknowledged(),
                "%s: the senders got 200 for %d events, and the topic holds %d"
                        .formatted(target.name(), target.acknowledged(), onTopic));
    }

    static long records(Stage stage, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", stage.servers().kafka().bootstrap());
        try (Admin admin = Admin.create(settings)) {
            Map<TopicPartition, OffsetSpec> ends =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                            .collect(Collectors.toMap(
                                    info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not tell the end of " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was asked", e);
        }
    }

    private static long depth(Bridge bridge) {
        // all replicas look at the same table
        return Math.round(bridge.processes().get(0).metric("bridge_buffer_depth"));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new WrongSumException(otherwise);
        }
    }
}
