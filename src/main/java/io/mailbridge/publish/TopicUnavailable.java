package io.mailbridge.publish;

import org.apache.kafka.common.KafkaException;

/** One topic takes no records while Kafka answers for others: its records wait in the buffer. */
public final class TopicUnavailable extends KafkaException {
    private static final long serialVersionUID = 1;

    TopicUnavailable(String topic, String reason) {
        super("Topic " + topic + " takes no records: " + reason);
    }

    /** Never thrown, but made for each diverted record: it needs no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
