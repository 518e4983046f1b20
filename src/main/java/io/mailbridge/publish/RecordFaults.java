package io.mailbridge.publish;

import io.mailbridge.event.OutboundRecord;
import java.util.Locale;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Decides whose fault a failed send is. A record's fault recurs however often it is sent, so it is parked after some
 * tries. A topic's fault ends when an operator repairs it: its records wait, the others go on. Everything else is a
 * fault of all brokers, and the only one that the breaker counts.
 */
public final class RecordFaults {
    private RecordFaults() {}

    /** True where the record itself can never be sent as it is. */
    public static boolean isRecordFault(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof BatchTooLarge
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof SerializationException
                || failure instanceof InvalidTopicException
                || failure instanceof InvalidRecordException
                || failure instanceof PolicyViolationException;
    }

    /** True for what a broker reports about one topic, for a record or when it was asked for the topic. */
    static boolean isOfTopic(Exception failure) {
        return tellsOfTopic(failure) || failure instanceof TimeoutException && tellsOfTopic(failure.getCause());
    }

    private static boolean tellsOfTopic(Throwable failure) {
        return failure instanceof TopicAuthorizationException
                || failure instanceof UnknownTopicOrPartitionException
                || failure instanceof UnknownTopicIdException
                || failure instanceof NotEnoughReplicasException
                || failure instanceof NotEnoughReplicasAfterAppendException
                || failure instanceof LeaderNotAvailableException
                || failure instanceof NotLeaderOrFollowerException
                || failure instanceof KafkaStorageException
                // the time of the send, by this machine's clock: right again once the clock is
                || failure instanceof InvalidTimestampException;
    }

    /** True where the record alone is at fault: each such failure is one of its tries. */
    public static boolean isOwnFault(OutboundRecord outbound) {
        return !outbound.acknowledged()
                && outbound.failure() != null
                && isRecordFault(outbound.failure())
                && !isBatchFault(outbound);
    }

    /**
     * True where the record's topic takes none now: the record stays in the buffer, and this counts as no try of it.
     */
    public static boolean isTopicFault(OutboundRecord outbound) {
        return !outbound.acknowledged() && outbound.failure() instanceof TopicUnavailable;
    }

    /** True where the record failed with the batch it was in: sent alone, it shows whether it is at fault. */
    public static boolean isBatchFault(OutboundRecord outbound) {
        return !outbound.acknowledged() && outbound.failure() instanceof BatchTooLarge;
    }

    /** A reason for metrics and parked rows: RecordTooLargeException gives record_too_large. */
    public static String reason(Exception failure) {
        return failure.getClass()
                .getSimpleName()
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }

    /** True for a record that was not acknowledged because of a fault of all brokers, or whose outcome is not known. */
    public static boolean isBrokerFault(OutboundRecord outbound) {
        return !outbound.acknowledged()
                && !isTopicFault(outbound)
                && (outbound.failure() == null || !isRecordFault(outbound.failure()));
    }
}
