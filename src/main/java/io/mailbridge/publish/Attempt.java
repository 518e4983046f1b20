package io.mailbridge.publish;

import io.mailbridge.event.OutboundRecord;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/** One try to send a record. It has one outcome: Kafka's answer or the end of its time, whichever comes first. */
final class Attempt implements Callback {
    private final Answers answers;
    private final String topic;
    private final long began = System.nanoTime();
    private final double splits;
    /** Empty once the outcome is known; so that records can be collected however long the attempt stays in a queue. */
    private final AtomicReference<Callback> end;

    private volatile OutboundRecord outbound;
    private volatile ProducerRecord<Object, Object> sendable;
    /** The thread that is handing the record to the client. */
    private Thread sender;

    private volatile TimeoutException notNow;

    /**
     * @param answers gets what Kafka's client says of the record
     * @param end called once, always with success: the outcome is on the record
     * @param splits batches that the client had split before
     */
    Attempt(
            Answers answers,
            OutboundRecord outbound,
            ProducerRecord<Object, Object> sendable,
            Callback end,
            double splits) {
        this.answers = answers;
        this.topic = outbound.topic();
        this.outbound = outbound;
        this.sendable = sendable;
        this.end = new AtomicReference<>(end);
        this.splits = splits;
    }

    String topic() {
        return topic;
    }

    double splits() {
        return splits;
    }

    /** The record for Kafka, or null when the outcome is known. */
    ProducerRecord<Object, Object> sendable() {
        return sendable;
    }

    boolean isSettled() {
        return end.get() == null;
    }

    /** @param now System.nanoTime() */
    boolean isOlder(long now, long nanos) {
        return now - began >= nanos;
    }

    /**
     * Why the client did not take the record: it does not know the topic yet, or its memory is full. Null where it did.
     */
    TimeoutException notNow() {
        return notNow;
    }

    void handingOver(Thread thread) {
        notNow = null;
        sender = thread;
    }

    void handedOver() {
        sender = null;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
        if (failure == null) {
            answers.acknowledged(this, metadata);
        } else if (sender == Thread.currentThread() && failure instanceof TimeoutException timeout) {
            // still within send(): the client would have to wait, which it must not
            notNow = timeout;
        } else {
            answers.refused(this, failure);
        }
    }

    /** False where its time was already over. */
    boolean succeed(RecordMetadata metadata) {
        return settle(metadata, null);
    }

    void fail(Exception failure) {
        settle(null, failure);
    }

    private boolean settle(RecordMetadata metadata, Exception failure) {
        Callback ended = end.getAndSet(null);
        if (ended == null) {
            return false;
        }
        if (failure == null) {
            outbound.acknowledge();
        } else {
            outbound.fail(failure);
        }
        outbound = null;
        sendable = null;
        ended.onCompletion(metadata, null);
        return true;
    }

    /** Decides what an answer of Kafka's client means for the attempt. */
    interface Answers {
        void acknowledged(Attempt attempt, RecordMetadata metadata);

        /** The client gave the record up, and says why. */
        void refused(Attempt attempt, Exception failure);
    }
}
