package io.mailbridge.publish;

import io.mailbridge.event.OutboundRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Limits the time of every record that is being sent: Kafka's own limits depend on a thread of the client, which may
 * hang or be dead. A record that the client cannot take at once waits here and holds no thread, so waits do not add up.
 */
final class Attempts implements Attempt.Answers {
    private static final long PERIOD_MILLIS = 20;
    /** Runs a check on the JDK's own thread for delays, and only while records are in flight. */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(PERIOD_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    private final ProducerConnection connection;
    private final RecordSender sender;
    private final TopicAvailability topics;
    private final Runnable lateAcknowledgement;
    private final long limitNanos;
    private final long patienceNanos;
    /** In the order of their deadlines, since all have the same time limit. */
    private final Queue<Attempt> open = new ConcurrentLinkedQueue<>();

    private final Queue<Attempt> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean checkScheduled = new AtomicBoolean();

    /**
     * @param sender passes records to the client
     * @param limit from the send to the outcome
     * @param patience how much of it may pass until the client takes the record
     * @param lateAcknowledgement called for each record that Kafka took after its time
     */
    Attempts(
            ProducerConnection connection,
            RecordSender sender,
            TopicAvailability topics,
            Duration limit,
            Duration patience,
            Runnable lateAcknowledgement) {
        this.connection = connection;
        this.sender = sender;
        this.topics = topics;
        this.limitNanos = limit.toNanos();
        this.patienceNanos = patience.toNanos();
        this.lateAcknowledgement = lateAcknowledgement;
    }

    /** Never blocks; {@code end} may be called before it returns. */
    void send(OutboundRecord outbound, ProducerRecord<Object, Object> sendable, Callback end) {
        Attempt attempt = new Attempt(this, outbound, sendable, end, connection.splits());
        Exception refusal = topics.refusal(outbound);
        if (refusal != null) {
            attempt.fail(refusal);
            return;
        }
        open.add(attempt);
        if (!handOver(attempt)) {
            waiting.add(attempt);
        }
        checkLater();
    }

    /** False where the client would have to wait for the topic's metadata or for memory. */
    private boolean handOver(Attempt attempt) {
        Producer<Object, Object> producer = connection.producer();
        ProducerRecord<Object, Object> sendable = attempt.sendable();
        if (producer == null) {
            attempt.fail(new TimeoutException("There is no connection to a broker yet"));
        } else if (sendable != null) {
            attempt.handingOver(Thread.currentThread());
            try {
                sender.send(producer, sendable, attempt);
            } catch (RuntimeException e) {
                // thrown where Kafka has no callback for it; the other records go on
                failed(attempt, e);
            } finally {
                attempt.handedOver();
            }
        }
        return attempt.notNow() == null;
    }

    @Override
    public void acknowledged(Attempt attempt, RecordMetadata metadata) {
        connection.outcomeReceived();
        topics.acknowledged(attempt.topic());
        if (!attempt.succeed(metadata)) {
            lateAcknowledgement.run();
        }
    }

    @Override
    public void refused(Attempt attempt, Exception failure) {
        connection.outcomeReceived();
        failed(attempt, failure);
    }

    private void failed(Attempt attempt, Exception failure) {
        if (!attempt.isSettled()) {
            attempt.fail(judged(attempt, failure));
        }
    }

    /** Whose fault it is: the record's, its topic's, or that of all brokers. */
    private Exception judged(Attempt attempt, Exception failure) {
        boolean timedOut = failure instanceof TimeoutException && !(failure instanceof BufferExhaustedException);
        if (timedOut && connection.splits() > attempt.splits()) {
            return new BatchTooLarge(failure);
        }
        if (RecordFaults.isRecordFault(failure)) {
            return failure;
        }
        return RecordFaults.isOfTopic(failure) || timedOut && connection.isAnswering()
                ? topics.fail(attempt.topic(), failure, attempt.notNow() != null)
                : failure;
    }

    private void checkLater() {
        if (!checkScheduled.get() && checkScheduled.compareAndSet(false, true)) {
            LATER.execute(this::check);
        }
    }

    private void check() {
        try {
            connection.noteAnswers();
            long now = System.nanoTime();
            endOverdue(now);
            handOverWaiting(now);
        } finally {
            checkScheduled.set(false);
            if (!open.isEmpty() || !waiting.isEmpty()) {
                checkLater();
            }
        }
    }

    private void endOverdue(long now) {
        Attempt oldest = open.peek();
        while (oldest != null && (oldest.isSettled() || oldest.isOlder(now, limitNanos))) {
            open.poll();
            if (!oldest.isSettled() && oldest.notNow() == null) {
                connection.outcomeOverdue();
            }
            failed(oldest, new TimeoutException("No answer from Kafka in time"));
            oldest = open.peek();
        }
    }

    private void handOverWaiting(long now) {
        Set<String> unknown = new HashSet<>();
        Iterator<Attempt> attempts = waiting.iterator();
        while (attempts.hasNext()) {
            Attempt attempt = attempts.next();
            TimeoutException reason = attempt.notNow();
            if (attempt.isSettled()) {
                attempts.remove();
            } else if (attempt.isOlder(now, patienceNanos)) {
                attempts.remove();
                failed(attempt, neverTaken(attempt.topic(), reason));
            } else if (!unknown.contains(attempt.topic())) {
                if (handOver(attempt)) {
                    attempts.remove();
                } else if (attempt.notNow() instanceof BufferExhaustedException) {
                    // there is no room for those after it either
                    return;
                } else {
                    unknown.add(attempt.topic());
                }
            }
        }
    }

    private static TimeoutException neverTaken(String topic, TimeoutException reason) {
        return reason instanceof BufferExhaustedException
                ? reason
                : new TimeoutException("Kafka sent no metadata of the topic " + topic + " in time", reason.getCause());
    }
}
