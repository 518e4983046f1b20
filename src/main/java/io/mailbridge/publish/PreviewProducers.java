package io.mailbridge.publish;

import io.mailbridge.event.OutboundRecord;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;

/** Replaces Kafka where nothing is to be sent: shows each record as Kafka would get it, and acknowledges it. */
public final class PreviewProducers extends DefaultKafkaClientFactory {
    private final Consumer<OutboundRecord> sent;
    private final boolean down;
    private volatile Properties configuration;

    /**
     * @param sent called with each record and all headers it would have
     * @param down true where none is acknowledged, as while no broker answers
     */
    public PreviewProducers(Consumer<OutboundRecord> sent, boolean down) {
        this.sent = sent;
        this.down = down;
    }

    /** What a producer of send-to-kafka is configured with; null before there is one. */
    public Properties configuration() {
        return configuration;
    }

    /** @throws org.apache.kafka.common.config.ConfigException where the configuration can never work */
    @Override
    @SuppressWarnings("rawtypes")
    public Producer getProducer(Properties properties) {
        new ProducerConfig(properties);
        configuration = properties;
        Serializer<Object> none = (topic, data) -> null;
        return new MockProducer<>(true, null, none, none) {
            @Override
            public synchronized Future<RecordMetadata> send(
                    ProducerRecord<Object, Object> prepared, Callback callback) {
                OutboundRecord outbound = (OutboundRecord) prepared.value();
                ProducerRecord<Object, Object> record = OutboundProducer.record(prepared, outbound);
                if (down) {
                    outbound.fail(new TimeoutException("no broker answers"));
                } else {
                    outbound.acknowledge();
                    sent.accept(outbound.withHeaders(List.of(record.headers().toArray())));
                }
                // as the producer of the bridge does: the outcome is on the record
                callback.onCompletion(null, null);
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
