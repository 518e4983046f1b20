package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicAvailabilityTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private long now = 1;
    private final TopicAvailability topics = new TopicAvailability(List.of("events", "rejected"), metrics, () -> now);

    @Test
    void shouldRefuseRecordsOfTheTopicAlone() {
        topics.fail("rejected", new NotEnoughReplicasException("1 of 2"), false);

        assertThat(topics.refusal(live("rejected"))).hasMessage("Topic rejected takes no records: 1 of 2");
        assertThat(topics.refusal(live("events"))).isNull();
        assertThat(topics.outOfService()).containsExactly("rejected");
        assertThat(topics.reasons()).containsEntry("rejected", "1 of 2");
        assertThat(topics.isAvailable("events")).isTrue();
    }

    @Test
    void shouldShowEachTopicAsAMetric() {
        topics.fail("email.opened", new TimeoutException("in vain"), true);

        assertThat(available("events")).isEqualTo(1);
        assertThat(available("email.opened")).isZero();
        assertThat(topics.missing()).containsExactly("email.opened");
        topics.found("email.opened");
        assertThat(available("email.opened")).isEqualTo(1);
        assertThat(topics.missing()).isEmpty();
    }

    @Test
    void shouldLetOneRecordOfTheBufferTryAndTheOthersWaitForIt() {
        topics.fail("events", new NotEnoughReplicasException(), false);
        assertThat(topics.due()).isEmpty();
        pass(Duration.ofSeconds(1));

        assertThat(topics.due()).containsExactly("events");
        assertThat(topics.refusal(live("events"))).isNotNull();
        assertThat(topics.refusal(buffered("events"))).isNull();
        assertThat(topics.refusal(buffered("events"))).isNotNull();
        assertThat(topics.due()).isEmpty();
    }

    @Test
    void shouldLetASenderWaitForATryOnlyWhereTheBufferHasMadeNone() {
        topics.fail("events", new NotEnoughReplicasException(), false);

        pass(Duration.ofSeconds(5));
        assertThat(topics.refusal(live("events"))).isNotNull();
        pass(Duration.ofSeconds(2));
        assertThat(topics.refusal(live("events"))).isNull();
        assertThat(topics.refusal(live("events"))).isNotNull();
    }

    @Test
    void shouldTakeTheTopicBackWithTheFirstAcknowledgement() {
        topics.fail("events", new NotEnoughReplicasException(), false);

        topics.acknowledged("events");

        assertThat(topics.outOfService()).isEmpty();
        assertThat(topics.refusal(live("events"))).isNull();
    }

    @Test
    void shouldRetryLaterEachTimeAlsoWhenItFailsAgain() {
        topics.fail("events", new NotEnoughReplicasException(), false);
        for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
            pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(topics.due()).as("before %d s", seconds).isEmpty();
            pass(Duration.ofMillis(1));
            assertThat(topics.refusal(buffered("events"))).isNull();
            topics.fail("events", new NotEnoughReplicasException(), false);
        }
        topics.acknowledged("events");
        topics.fail("events", new NotEnoughReplicasException(), false);
        pass(Duration.ofSeconds(9));
        assertThat(topics.due()).as("a relapse").isEmpty();

        topics.acknowledged("events");
        pass(Duration.ofMinutes(1));
        topics.fail("events", new NotEnoughReplicasException(), false);
        pass(Duration.ofSeconds(1));
        assertThat(topics.due()).as("again from the start").containsExactly("events");
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private double available(String topic) {
        return metrics.get("bridge.topic.available").tag("topic", topic).gauge().value();
    }

    private static OutboundRecord live(String topic) {
        return new OutboundRecord(new Tag("s", "p", null), "id", topic, null, new byte[0], List.of());
    }

    private static OutboundRecord buffered(String topic) {
        return live(topic).replayed();
    }
}
