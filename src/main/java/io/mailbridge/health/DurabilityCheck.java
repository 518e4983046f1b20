package io.mailbridge.health;

import io.mailbridge.buffer.BufferMonitor;
import io.mailbridge.publish.OutboundProducerFactory;
import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness: UP while an event can be made durable, in Kafka or in the buffer. Kafka down alone must not take the
 * process out of service, since that is what the buffer is for.
 */
public final class DurabilityCheck extends AbstractHealthCheck {
    private final BooleanSupplier open;
    private final OutboundProducerFactory kafka;
    private final PublishBreaker breaker;
    private final TopicAvailability topics;
    private final String eventTopic;
    private final BufferMonitor buffer;

    /**
     * @param open whether requests are let in; until then, and when it stops, senders are asked to retry
     * @param eventTopic of the events, or the template of their topics
     */
    public DurabilityCheck(
            BooleanSupplier open,
            OutboundProducerFactory kafka,
            PublishBreaker breaker,
            TopicAvailability topics,
            String eventTopic,
            BufferMonitor buffer) {
        super("mailbridge", "durability");
        this.open = open;
        this.kafka = kafka;
        this.topics = topics;
        this.eventTopic = eventTopic;
        this.breaker = breaker;
        this.buffer = buffer;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        boolean kafkaWorks = kafka.connected() && !breaker.isOpen() && topics.isAvailable(eventTopic);
        String bufferFailure = buffer.failure();
        boolean bufferWorks = bufferFailure == null;
        builder.detail("kafka", kafkaWorks ? "UP" : "DOWN");
        topics.reasons().forEach((topic, reason) -> builder.detail("topic." + topic, "DOWN: " + reason));
        builder.detail("buffer", bufferWorks ? "UP" : "DOWN");
        if (!bufferWorks) {
            builder.detail("buffer.failure", bufferFailure);
        }
        if (!open.getAsBoolean()) {
            builder.message("Webhooks are not taken: the bridge is starting or stopping")
                    .down();
        } else if (kafkaWorks || bufferWorks) {
            builder.up();
        } else {
            builder.message("Neither Kafka nor the buffer takes events; the buffer: " + bufferFailure)
                    .down();
        }
    }
}
