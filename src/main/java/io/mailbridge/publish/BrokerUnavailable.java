package io.mailbridge.publish;

/** Kafka did not acknowledge all records for a reason that lies with Kafka; the only failure the breaker sees. */
public final class BrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokerUnavailable(Exception cause) {
        super("Kafka did not acknowledge: " + cause.getMessage(), cause, false, false);
    }
}
