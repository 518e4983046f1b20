package io.mailbridge.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the one Kafka producer in the background, again and again until the broker names can be looked up, and asks for
 * the topics until Kafka knows them: a topic that is created by its first use takes longer than a request has. Then it
 * watches whether a broker answers.
 */
final class ProducerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerConnection.class);
    private static final long PERIOD_MS = 500;

    private final Supplier<KafkaProducer<Object, Object>> create;
    private final List<String> topics;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile KafkaProducer<Object, Object> producer;
    private volatile boolean connected;
    private volatile Metric connectionCount;
    private volatile Metric incomingBytes;
    private volatile Metric splitCount;
    private double bytesWithoutConnection;
    private boolean topicsKnown;
    private String reported = "";

    ProducerConnection(Supplier<KafkaProducer<Object, Object>> create, List<String> topics) {
        this.create = create;
        this.topics = topics;
        Thread thread = new Thread(this::run, "kafka-connection");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            do {
                if (producer == null) {
                    establish();
                }
                if (producer != null) {
                    look();
                    topicsKnown = topicsKnown || topicsAreKnown();
                }
            } while (!closed.await(PERIOD_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void establish() {
        try {
            adopt(create.get());
        } catch (KafkaException e) {
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            if (!reported.equals(reason)) {
                LOG.warn("The Kafka producer cannot be made yet, retrying: {}", reason);
                reported = reason;
            }
        }
    }

    /** The client counts connections that are being tried too, so a connection counts when a broker has said something. */
    private void look() {
        if (value(connectionCount) == 0) {
            connected = false;
            bytesWithoutConnection = value(incomingBytes);
        } else if (value(incomingBytes) > bytesWithoutConnection) {
            connected = true;
        }
    }

    private boolean topicsAreKnown() {
        try {
            topics.forEach(producer::partitionsFor);
            return true;
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("Kafka does not answer for the topics yet", e);
            return false;
        }
    }

    private synchronized void adopt(KafkaProducer<Object, Object> made) {
        if (closed.getCount() == 0) {
            made.close(Duration.ZERO);
            return;
        }
        splitCount = metric(made, "batch-split-total");
        incomingBytes = metric(made, "incoming-byte-total");
        connectionCount = metric(made, "connection-count");
        producer = made;
    }

    private static Metric metric(KafkaProducer<Object, Object> producer, String name) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .filter(metric -> metric.getKey().group().equals("producer-metrics"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** The producer, or null while it cannot be made. */
    KafkaProducer<Object, Object> producer() {
        return producer;
    }

    KafkaProducer<Object, Object> established() {
        KafkaProducer<Object, Object> established = producer;
        if (established == null) {
            throw new IllegalStateException("No broker could be looked up yet");
        }
        return established;
    }

    /** True while a broker answers; the producer reconnects by itself, also without traffic. */
    boolean connected() {
        return connected;
    }

    /** How often a broker called a batch of several records too large, and the producer split it. */
    double splits() {
        return value(splitCount);
    }

    private static double value(Metric metric) {
        return metric != null && metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }

    synchronized void close(Duration limit) {
        closed.countDown();
        if (producer != null) {
            producer.close(limit);
        }
    }
}
