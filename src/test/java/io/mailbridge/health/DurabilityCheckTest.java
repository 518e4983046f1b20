package io.mailbridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.buffer.BufferMonitor;
import io.mailbridge.publish.KafkaSettings;
import io.mailbridge.publish.OutboundProducerFactory;
import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.RecordSender;
import io.mailbridge.publish.TopicAvailability;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class DurabilityCheckTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BufferMonitor buffer = new BufferMonitor(new SimpleMeterRegistry(), 0);
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final TopicAvailability topics = new TopicAvailability(List.of("events"), metrics);
    private boolean open = true;
    private final DurabilityCheck check = new DurabilityCheck(
            () -> open,
            new OutboundProducerFactory(
                    new KafkaSettings(Duration.ofSeconds(1), 1000, "events", List.of("events")),
                    RecordSender.DIRECT,
                    topics,
                    metrics),
            new PublishBreaker(context),
            topics,
            "events",
            buffer);

    @Test
    void shouldBeReadyWithTheBufferAlone() {
        Exchange look = new DefaultExchange(context);
        look.getMessage().setBody(Map.of("read_only", false, "made", true));
        buffer.answered(look);

        HealthCheck.Result result = check.call();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails()).containsEntry("kafka", "DOWN").containsEntry("buffer", "UP");
    }

    @Test
    void shouldNotBeReadyBeforeRequestsAreLetIn() {
        shouldBeReadyWithTheBufferAlone();
        open = false;

        HealthCheck.Result result = check.call();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage()).hasValue("Webhooks are not taken: the bridge is starting or stopping");
    }

    @Test
    void shouldNotBeReadyWithoutBoth() {
        HealthCheck.Result result = check.call();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage())
                .hasValue("Neither Kafka nor the buffer takes events; the buffer: it has not been checked yet");
        assertThat(result.getDetails()).containsEntry("buffer.failure", "it has not been checked yet");
    }

    @Test
    void shouldSayNothingOfLiveness() {
        assertThat(check.isReadiness()).isTrue();
        assertThat(check.isLiveness()).isFalse();
    }
}
