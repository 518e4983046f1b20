package io.mailbridge.publish;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the one Kafka producer in the background: retries until the broker names can be resolved, and makes a new one
 * when {@link ClientRenewal} says so. Watches whether a broker answers.
 */
final class ProducerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerConnection.class);
    private static final long PERIOD_MS = 500;
    private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** For what a client that still works has in flight when another replaces it. */
    private static final Duration LAST_OUTCOMES = Duration.ofSeconds(2);

    private final Supplier<Producer<Object, Object>> create;
    private final FixedTopics topics;
    private final ClientRenewal renewal;
    private final long answerWindowNanos;
    private final LongSupplier clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Producer<Object, Object> producer;
    private volatile boolean connected;
    private volatile Metric connectionCount;
    private volatile Metric incomingBytes;
    private volatile Metric splitCount;
    private double bytesWithoutConnection;
    private volatile double bytesSeen;
    private volatile long answeredAt;
    private volatile String reported = "";
    private long reportedAt;

    /**
     * @param create makes the real producer; called until it succeeds, since an unresolvable broker name fails it
     * @param answerWindow a broker that has sent something within this time is answering
     * @param clock System::nanoTime, or that of a test
     */
    ProducerConnection(
            Supplier<Producer<Object, Object>> create,
            FixedTopics topics,
            ClientRenewal renewal,
            Duration answerWindow,
            LongSupplier clock) {
        this.create = create;
        this.topics = topics;
        this.renewal = renewal;
        this.answerWindowNanos = answerWindow.toNanos();
        this.clock = clock;
    }

    ProducerConnection start() {
        Thread thread = new Thread(this::run, "kafka-connection");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void run() {
        try {
            do {
                try {
                    maintain();
                } catch (Exception | LinkageError | OutOfMemoryError e) {
                    // the next round may succeed; without this thread nothing is published any more
                    report("the connection to Kafka cannot be maintained: " + e);
                }
            } while (!closed.await(PERIOD_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round, each {@link #PERIOD_MS}. */
    void maintain() {
        Duration back = renewal.clockSetBack();
        if (producer == null) {
            establish();
        } else if (!back.isZero()) {
            replace(producer, back);
        }
        Producer<Object, Object> current = producer;
        if (current != null && !renewed(current)) {
            checkConnection();
            String trouble = topics.nextRound(current, connected);
            if (trouble != null && !connected) {
                report(trouble);
            }
        }
    }

    private void establish() {
        try {
            renewal.makes();
            adopt(create.get());
        } catch (KafkaException e) {
            report("the producer cannot be made: " + RootCause.message(e));
        }
    }

    /** Without a gap: the old one still sends. Where the new one cannot be made, the next round tries again. */
    private void replace(Producer<Object, Object> old, Duration back) {
        establish();
        if (producer != old) {
            LOG.warn(
                    "The clock was set back by {} s; Kafka's client would not connect again for as long, so it is made anew",
                    back.toSeconds());
            close(old, LAST_OUTCOMES);
        }
    }

    private boolean renewed(Producer<Object, Object> current) {
        String reason = renewal.reason(connected);
        if (reason == null || closed.getCount() == 0) {
            return false;
        }
        report(reason + ", the producer is made anew");
        producer = null;
        connected = false;
        close(current, Duration.ZERO);
        return true;
    }

    private static void close(Producer<Object, Object> old, Duration limit) {
        Thread closing = new Thread(() -> old.close(limit), "kafka-closing");
        closing.setDaemon(true);
        closing.start();
    }

    private void report(String reason) {
        long now = clock.getAsLong();
        if (!reported.equals(reason) || now - reportedAt > REPEAT_NANOS) {
            LOG.warn("Kafka is not reached, retrying: {}", reason);
            reported = reason;
            reportedAt = now;
        }
    }

    /**
     * The client also counts connections that it is still opening, so one counts only when a broker has sent something.
     */
    private void checkConnection() {
        if (value(connectionCount) == 0) {
            connected = false;
            bytesWithoutConnection = value(incomingBytes);
        } else if (value(incomingBytes) > bytesWithoutConnection) {
            connected = true;
        }
    }

    private synchronized void adopt(Producer<Object, Object> made) {
        if (closed.getCount() == 0) {
            made.close(Duration.ZERO);
            return;
        }
        renewal.made(made);
        splitCount = metric(made, "batch-split-total");
        incomingBytes = metric(made, "incoming-byte-total");
        connectionCount = metric(made, "connection-count");
        bytesWithoutConnection = 0;
        producer = made;
    }

    private static Metric metric(Producer<Object, Object> producer, String name) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .filter(metric -> metric.getKey().group().equals("producer-metrics"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** The producer, or null while it cannot be made. */
    Producer<Object, Object> producer() {
        return producer;
    }

    Producer<Object, Object> established() {
        Producer<Object, Object> established = producer;
        if (established == null) {
            throw new IllegalStateException("No broker name could be resolved yet");
        }
        return established;
    }

    /** True while a broker answers; the producer reconnects by itself, also without traffic. */
    boolean connected() {
        return connected;
    }

    /** Why no broker is reached, as it was logged last; empty where that is not known. */
    String trouble() {
        return connected ? "" : reported;
    }

    /** Called every few milliseconds while records are in flight. */
    void noteAnswers() {
        double bytes = value(incomingBytes);
        if (bytes != bytesSeen) {
            bytesSeen = bytes;
            answeredAt = clock.getAsLong();
        }
    }

    /**
     * True where a broker has sent something a moment ago: a record that timed out then failed because of its topic.
     */
    boolean isAnswering() {
        return connected && clock.getAsLong() - answeredAt < answerWindowNanos;
    }

    /** A record's time is over and the client has reported no outcome, although its own limits are shorter. */
    void outcomeOverdue() {
        renewal.outcomeOverdue();
    }

    /** The client has reported an outcome. */
    void outcomeReceived() {
        renewal.outcomeReceived();
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
