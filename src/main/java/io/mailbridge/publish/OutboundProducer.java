package io.mailbridge.publish;

import io.mailbridge.event.OutboundRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;

/**
 * The producer behind send-to-kafka. It sends each {@link OutboundRecord} to its own topic, notes its outcome on the
 * record, and reports success to Camel always: the outcome of a list is judged record by record by the routes. It
 * never throws and never blocks a list longer than one metadata wait, and it exists before Kafka can be reached.
 */
final class OutboundProducer implements Producer<Object, Object> {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    /** A list goes through in far less; a later request waits for metadata anew. */
    private static final long REFUSAL_NANOS = Duration.ofMillis(200).toNanos();

    private final ProducerConnection connection;
    private final long blockedNanos;
    private volatile long refuseUntil;
    private volatile boolean refusing;

    /**
     * @param create makes the real producer; called until it succeeds, since an unresolvable broker name fails it
     * @param topics looked up in advance
     * @param maxBlock time a send may block
     */
    OutboundProducer(Supplier<KafkaProducer<Object, Object>> create, List<String> topics, Duration maxBlock) {
        this.connection = new ProducerConnection(create, topics);
        this.blockedNanos = maxBlock.toNanos() * 3 / 4;
    }

    /** True while at least one broker connection stands. */
    boolean connected() {
        return connection.connected();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> prepared, Callback callback) {
        OutboundRecord outbound = (OutboundRecord) prepared.value();
        KafkaProducer<Object, Object> producer = connection.producer();
        Exception refusal = refusal(producer);
        if (refusal != null) {
            outbound.fail(refusal);
            callback.onCompletion(null, null);
            return CompletableFuture.failedFuture(refusal);
        }
        long began = System.nanoTime();
        double splits = connection.splits();
        try {
            Future<RecordMetadata> sent = producer.send(record(prepared, outbound), (metadata, failure) -> {
                if (failure == null) {
                    outbound.acknowledge();
                } else {
                    boolean wasSplit = failure instanceof TimeoutException && connection.splits() > splits;
                    outbound.fail(wasSplit ? new BatchTooLarge(failure) : failure);
                }
                callback.onCompletion(metadata, null);
            });
            refuseAfterBlocking(began, outbound);
            return sent;
        } catch (RuntimeException e) {
            // thrown where Kafka has no callback for it; the list goes on
            outbound.fail(e);
            callback.onCompletion(null, null);
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ProducerRecord<Object, Object> record(
            ProducerRecord<Object, Object> prepared, OutboundRecord outbound) {
        List<Header> headers = outbound.headers();
        Header[] own = prepared.headers().toArray();
        if (own.length > 0) {
            headers = new ArrayList<>(headers);
            headers.addAll(List.of(own));
        }
        return new ProducerRecord<>(outbound.topic(), null, null, outbound.key(), outbound.value(), headers);
    }

    private Exception refusal(KafkaProducer<Object, Object> producer) {
        if (producer == null) {
            return new TimeoutException("No broker could be looked up yet");
        }
        if (refusing) {
            if (System.nanoTime() - refuseUntil < 0) {
                return new TimeoutException("Metadata or buffer space was waited for in vain a moment ago");
            }
            refusing = false;
        }
        return null;
    }

    /** Without this each record of a list would wait for metadata in turn: 100 records, 50 s. */
    private void refuseAfterBlocking(long began, OutboundRecord outbound) {
        long now = System.nanoTime();
        if (now - began >= blockedNanos && outbound.failure() instanceof TimeoutException) {
            refuseUntil = now + REFUSAL_NANOS;
            refusing = true;
        }
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
