package io.mailbridge.publish;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.loop.HomeLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;

/**
 * The producer behind send-to-kafka. It sends each {@link OutboundRecord} to its own topic, notes its outcome on the
 * record, and always reports success to Camel: the routes judge the outcome of a list record by record. It never throws
 * and never blocks, and it exists before Kafka can be reached.
 */
final class OutboundProducer implements Producer<Object, Object> {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ProducerConnection connection;
    private final Attempts attempts;

    OutboundProducer(ProducerConnection connection, Attempts attempts) {
        this.connection = connection;
        this.attempts = attempts;
    }

    /** True while there is a connection to at least one broker. */
    boolean connected() {
        return connection.connected();
    }

    /** Why there is none; empty where that is not known. */
    String trouble() {
        return connection.trouble();
    }

    /**
     * Records that the client has sent, by their topic; from its own metrics. Those that failed are not subtracted: the client
     * counts what expired before it was sent among them.
     */
    Map<String, Double> sentByTopic() {
        Map<String, Double> sent = new TreeMap<>();
        Producer<Object, Object> current = connection.producer();
        if (current != null) {
            current.metrics().forEach((name, metric) -> {
                if (name.group().equals("producer-topic-metrics")
                        && name.name().equals("record-send-total")
                        && metric.metricValue() instanceof Number count) {
                    sent.merge(name.tags().get("topic"), count.doubleValue(), Double::sum);
                }
            });
        }
        return sent;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> prepared, Callback callback) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        Executor loop = HomeLoop.current();
        OutboundRecord outbound = (OutboundRecord) prepared.value();
        attempts.send(outbound, record(prepared, outbound), (metadata, failure) -> {
            sent.complete(metadata);
            HomeLoop.work(loop, () -> callback.onCompletion(metadata, failure));
        });
        return sent;
    }

    /** The record as Kafka gets it, with the message's headers. */
    static ProducerRecord<Object, Object> record(ProducerRecord<Object, Object> prepared, OutboundRecord outbound) {
        Header[] ofMessage = prepared.headers().toArray();
        List<Header> headers = outbound.headersWith(List.of(ofMessage));
        return new ProducerRecord<>(outbound.topic(), null, null, outbound.key(), outbound.value(), headers);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> prepared) {
        return send(prepared, (metadata, failure) -> {});
    }

    @Override
    public void flush() {
        // Kafka's flush has no time limit; every delivery has one of its own
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return connection.established().partitionsFor(topic);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return connection.established().metrics();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return connection.established().clientInstanceId(timeout);
    }

    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    @Override
    public void close(Duration timeout) {
        connection.close(timeout);
    }

    @Override
    public void initTransactions() {
        throw noTransactions();
    }

    @Override
    public void beginTransaction() {
        throw noTransactions();
    }

    @Override
    @Deprecated
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, String groupId) {
        throw noTransactions();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        throw noTransactions();
    }

    @Override
    public void commitTransaction() {
        throw noTransactions();
    }

    @Override
    public void abortTransaction() {
        throw noTransactions();
    }

    private static UnsupportedOperationException noTransactions() {
        return new UnsupportedOperationException("send-to-kafka is at-least-once and takes no transactions");
    }
}
