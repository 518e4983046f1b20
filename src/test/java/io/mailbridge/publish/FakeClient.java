package io.mailbridge.publish;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;

/** A Kafka client whose figures are what the test says. Those of a single broker have the same names, and are always 7. */
final class FakeClient extends MockProducer<Object, Object> {
    static final String ID = "fake";
    private static final double OF_ONE_BROKER = 7;

    final Map<String, Double> figures = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    /** Why it takes no record now: it says so within the send, and does not wait. */
    volatile TimeoutException notNow;

    volatile Duration closedWithin;
    volatile Thread closedOn;

    FakeClient() {
        super(false, (topic, key) -> (byte[]) key, (topic, value) -> (byte[]) value);
    }

    void says(int connections, int bytes) {
        figures.put("connection-count", (double) connections);
        figures.put("incoming-byte-total", (double) bytes);
    }

    @Override
    public Map<MetricName, Metric> metrics() {
        Map<MetricName, Metric> all = new LinkedHashMap<>();
        for (String group : List.of("producer-node-metrics", "producer-metrics")) {
            for (String name : List.of("connection-count", "incoming-byte-total", "batch-split-total")) {
                MetricName full = new MetricName(name, group, "", Map.of("client-id", ID));
                all.put(full, new Figure(full));
            }
        }
        return all;
    }

    /** Of any topic, as if it had two replicas. */
    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        super.partitionsFor(topic);
        return List.of(new PartitionInfo(topic, 0, null, new Node[2], new Node[2]));
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<Object, Object> sendable, Callback callback) {
        asked.incrementAndGet();
        if (notNow == null) {
            return super.send(sendable, callback);
        }
        callback.onCompletion(null, notNow);
        return CompletableFuture.failedFuture(notNow);
    }

    @Override
    public void close(Duration limit) {
        closedOn = Thread.currentThread();
        closedWithin = limit;
        super.close(limit);
    }

    private final class Figure implements Metric {
        private final MetricName name;

        Figure(MetricName name) {
            this.name = name;
        }

        @Override
        public MetricName metricName() {
            return name;
        }

        @Override
        public Object metricValue() {
            return name.group().equals("producer-metrics") ? figures.getOrDefault(name.name(), 0.0) : OF_ONE_BROKER;
        }
    }
}
