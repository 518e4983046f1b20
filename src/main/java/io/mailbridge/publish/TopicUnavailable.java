package io.mailbridge.publish;

import org.apache.kafka.common.KafkaException;

/** One topic takes no records while Kafka answers for others: what is meant for it waits in the buffer. */
public final class TopicUnavailable extends KafkaException {
    private static final long serialVersionUID = 1;

    TopicUnavailable(String topic, String reason) {
        super("Topic " + topic + " takes no records: " + reason);
    }

    /** Thrown nowhere, and made for each record that is diverted. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
