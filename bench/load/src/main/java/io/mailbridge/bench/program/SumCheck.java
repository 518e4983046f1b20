package io.mailbridge.bench.program;

import io.mailbridge.support.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** No figure counts if events were lost: after a measurement, every acknowledged event must be on the topic. */
public final class SumCheck {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Servers servers;
    private final Bridges bridges;

    public SumCheck(Servers servers, Bridges bridges) {
        this.servers = servers;
        this.bridges = bridges;
    }

    /**
     * Waits until the buffer is empty, then compares the fleet's counters with each other and with the topic.
     *
     * @throws WrongSumException naming the sum that is wrong
     */
    public void check(Fleet fleet) {
        Poll.until("an empty buffer", LIMIT, POLL, () -> servers.buffered() == 0);
        // the bridge counts the rows once a second
        Poll.until("a depth of 0 in the metrics", LIMIT, POLL, () -> fleet.depth() == 0);
        long received = fleet.events("received");
        long published = fleet.events("published");
        long buffered = fleet.events("buffered");
        long rejected = fleet.events("rejected");
        long parked = fleet.events("parked");
        String name = fleet.target().name();
        require(
                received == published + buffered + rejected,
                "%s: received %d is not published %d + buffered %d + rejected %d"
                        .formatted(name, received, published, buffered, rejected));
        long unsettled = bridges.unsettledRows();
        require(
                unsettled == 0,
                "%s: buffered less replayed less parked, over all bridges, is %d with an empty buffer"
                        .formatted(name, unsettled));
        require(
                received >= fleet.target().acknowledged(),
                "%s: received %d, but the senders got 200 for %d events"
                        .formatted(name, received, fleet.target().acknowledged()));
        require(rejected + parked == 0, "%s: %d rejected, %d parked".formatted(name, rejected, parked));
        check(fleet.target());
    }

    /**
     * The topic holds at least what was acknowledged. It holds more after an outage in which Kafka's acknowledgement came
     * too late, and the events were sent again.
     *
     * @throws WrongSumException if it holds less
     */
    public void check(Target target) {
        long onTopic = records(target.topic());
        require(
                onTopic >= target.acknowledged(),
                "%s: the senders got 200 for %d events, and the topic holds %d"
                        .formatted(target.name(), target.acknowledged(), onTopic));
    }

    private long records(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers.kafka().bootstrap());
        try (Admin admin = Admin.create(settings)) {
            Map<TopicPartition, OffsetSpec> ends =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                            .collect(Collectors.toMap(
                                    info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not give the end offsets of " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Kafka", e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new WrongSumException(otherwise);
        }
    }
}
