package io.mailbridge.publish;

import org.apache.kafka.common.KafkaException;

/**
 * The topic refused a batch of several records as too large, and the client did not finish splitting it in time: it
 * splits by its own batch size, which is larger than the topic's limit. One of the records may be at fault, or none.
 */
public final class BatchTooLarge extends KafkaException {
    private static final long serialVersionUID = 1;

    BatchTooLarge(Exception cause) {
        super("Kafka refused the batch that the record was in as too large", cause);
    }
}
