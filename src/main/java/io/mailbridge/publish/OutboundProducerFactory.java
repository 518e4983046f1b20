package io.mailbridge.publish;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Gives camel-kafka its producer; there is one, since only send-to-kafka has a Kafka endpoint. */
public final class OutboundProducerFactory extends DefaultKafkaClientFactory {
    private final List<String> topics;
    private volatile OutboundProducer producer;

    /** @param topics looked up as soon as Kafka answers, so that no request has to wait for it */
    public OutboundProducerFactory(List<String> topics) {
        this.topics = topics;
    }

    /** True while a broker connection stands. */
    public boolean connected() {
        OutboundProducer current = producer;
        return current != null && current.connected();
    }

    /**
     * @param properties the producer's configuration, from send-to-kafka and camel.component.kafka.*
     * @throws ConfigException where the configuration can never work; a broker name that cannot be looked up is no fault
     */
    @Override
    @SuppressWarnings("rawtypes")
    public Producer getProducer(Properties properties) {
        try {
            new ProducerConfig(properties);
        } catch (ConfigException e) {
            throw new KafkaException("send-to-kafka: " + e.getMessage(), e);
        }
        Object maxBlock = properties.getOrDefault(ProducerConfig.MAX_BLOCK_MS_CONFIG, "60000");
        OutboundProducer made = new OutboundProducer(
                () -> new KafkaProducer<>(properties), topics, Duration.ofMillis(Long.parseLong(maxBlock.toString())));
        producer = made;
        return made;
    }
}
