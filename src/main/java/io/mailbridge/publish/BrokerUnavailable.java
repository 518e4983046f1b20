package io.mailbridge.publish;

/**
 * Kafka did not acknowledge all records because of a fault of the brokers; the only failure that the breaker counts.
 */
public final class BrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokerUnavailable(Exception cause) {
        super("Kafka did not acknowledge: " + cause.getMessage(), cause, false, false);
    }
}
