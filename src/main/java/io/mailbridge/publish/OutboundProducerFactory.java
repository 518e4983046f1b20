package io.mailbridge.publish;

import io.mailbridge.loop.NonBlocking;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Gives camel-kafka its producer; there is one, since only send-to-kafka has a Kafka endpoint. */
public final class OutboundProducerFactory extends DefaultKafkaClientFactory implements NonBlocking {
    private static final Duration SHORTEST_WINDOW = Duration.ofMillis(150);

    private final KafkaSettings settings;
    private final RecordSender sender;
    private final TopicAvailability topics;
    private final Counter lateAcknowledgements;
    private volatile OutboundProducer producer;

    public OutboundProducerFactory(
            KafkaSettings settings, RecordSender sender, TopicAvailability topics, MeterRegistry metrics) {
        this.settings = settings;
        this.sender = sender;
        this.topics = topics;
        this.lateAcknowledgements = Counter.builder("bridge.kafka.late.acknowledgements")
                .description("Records that Kafka took after their time: they are in the buffer too, under the same id")
                .register(metrics);
    }

    /** True while there is a connection to a broker. */
    public boolean connected() {
        OutboundProducer current = producer;
        return current != null && current.connected();
    }

    /** Why there is no connection; empty where there is one, or where that is not known. */
    public String trouble() {
        OutboundProducer current = producer;
        return current == null ? "" : current.trouble();
    }

    /** Records that the present client has sent, by their topic; those that brokers refused are among them. */
    public Map<String, Double> sentByTopic() {
        OutboundProducer current = producer;
        return current == null ? Map.of() : current.sentByTopic();
    }

    /**
     * @param properties the producer's configuration, from send-to-kafka and camel.component.kafka.*
     * @throws ConfigException where the configuration can never work; an unresolvable broker name is not one
     */
    @Override
    @SuppressWarnings("rawtypes")
    public Producer getProducer(Properties properties) {
        try {
            new ProducerConfig(properties);
        } catch (ConfigException e) {
            throw new KafkaException("send-to-kafka: " + e.getMessage(), e);
        }
        ProducerConnection connection = new ProducerConnection(
                () -> create(properties),
                new FixedTopics(settings.fixedTopics(), topics, new DurabilityNotice(properties)),
                new ClientRenewal(new CertificateFiles(properties), ClientRenewal.STUCK),
                answerWindow(settings.patience()),
                System::nanoTime);
        OutboundProducer made = new OutboundProducer(
                connection,
                new Attempts(
                        connection,
                        sender,
                        topics,
                        settings.timeout(),
                        settings.patience(),
                        lateAcknowledgements::increment));
        connection.start();
        producer = made;
        return made;
    }

    /** Shorter than the shortest wait that times out, and longer than the client's pause between two tries. */
    private static Duration answerWindow(Duration patience) {
        Duration window = patience.multipliedBy(4).dividedBy(5);
        return window.compareTo(SHORTEST_WINDOW) < 0 ? SHORTEST_WINDOW : window;
    }

    private static Producer<Object, Object> create(Properties properties) {
        String protocol = properties.getProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
        if (!protocol.endsWith("PLAINTEXT")) {
            return new KafkaProducer<>(properties);
        }
        List<String> brokers = Arrays.stream(properties
                        .getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
                        .split("\\s*,\\s*"))
                .toList();
        List<String> strangers = BrokerGreeting.strangers(brokers);
        if (strangers.size() == brokers.size()) {
            throw new KafkaException(String.join(", ", strangers) + " does not answer as Kafka does without TLS"
                    + " (security.protocol=" + protocol + ")");
        }
        Properties known = new Properties();
        known.putAll(properties);
        known.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                brokers.stream().filter(broker -> !strangers.contains(broker)).collect(Collectors.joining(",")));
        return new KafkaProducer<>(known);
    }
}
