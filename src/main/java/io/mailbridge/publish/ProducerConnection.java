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
 * when its thread has died or hangs. Watches whether a broker answers.
 */
final class ProducerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerConnection.class);
    private static final long PERIOD_MS = 500;
    private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** A client that reports no outcome for so long is stuck; doubled each time. */
    static final Duration STUCK = Duration.ofSeconds(15);

    private static final int MOST_DOUBLINGS = 5;

    private final Supplier<Producer<Object, Object>> create;
    private final FixedTopics topics;
    private final CertificateFiles certificates;
    private final long answerWindowNanos;
    private final long stuckNanos;
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
    /** When the first record was given up for which the client has not reported an outcome; 0 for none. */
    private volatile long overdueSince;

    private Thread clientThread;
    private int renewals;
    private volatile String reported = "";
    private long reportedAt;

    /**
     * @param create makes the real producer; called until it succeeds, since an unresolvable broker name fails it
     * @param certificates those of the connection: the client does not notice that they have changed
     * @param answerWindow a broker that has sent something within this time is answering
     * @param stuck how long outcomes may be overdue until a new client is made
     * @param clock System::nanoTime, or that of a test
     */
    ProducerConnection(
            Supplier<Producer<Object, Object>> create,
            FixedTopics topics,
            CertificateFiles certificates,
            Duration answerWindow,
            Duration stuck,
            LongSupplier clock) {
        this.create = create;
        this.topics = topics;
        this.certificates = certificates;
        this.answerWindowNanos = answerWindow.toNanos();
        this.stuckNanos = stuck.toNanos();
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
        if (producer == null) {
            establish();
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
            certificates.take();
            adopt(create.get());
        } catch (KafkaException e) {
            report("the producer cannot be made: " + RootCause.message(e));
        }
    }

    /**
     * A thread that died (of an Error, for example because the port is not a broker's) does not come back by itself,
     * and a client never reads its certificates again.
     */
    private boolean renewed(Producer<Object, Object> current) {
        boolean dead = clientThread != null && !clientThread.isAlive();
        long overdue = overdueSince;
        boolean stuck = overdue != 0 && clock.getAsLong() - overdue > stuckNanos << Math.min(renewals, MOST_DOUBLINGS);
        boolean outdated = !connected && certificates.haveChanged();
        if (!dead && !stuck && !outdated || closed.getCount() == 0) {
            return false;
        }
        renewals += outdated ? 0 : 1;
        String reason =
                outdated ? "the certificates have changed" : "the client's thread " + (dead ? "has died" : "hangs");
        report(reason + ", the producer is made anew");
        producer = null;
        connected = false;
        overdueSince = 0;
        Thread closing = new Thread(() -> current.close(Duration.ZERO), "kafka-closing");
        closing.setDaemon(true);
        closing.start();
        return true;
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
        clientThread = ClientThread.of(made);
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
        if (overdueSince == 0) {
            overdueSince = clock.getAsLong();
        }
    }

    /** The client has reported an outcome. */
    void outcomeReceived() {
        if (overdueSince != 0) {
            overdueSince = 0;
        }
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
