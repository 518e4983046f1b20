package io.mailbridge.publish;

import io.mailbridge.event.OutboundRecord;
import java.util.Locale;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Decides whose fault a failed send is. A record's fault comes back however often it is sent, so it is parked after
 * some tries and does not open the breaker. Everything else, a missing topic or right included, is an outage.
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
                || failure instanceof InvalidTimestampException
                || failure instanceof PolicyViolationException;
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

    /** True for a record that was not acknowledged through a fault of Kafka's, or whose outcome is not known. */
    public static boolean isBrokerFault(OutboundRecord outbound) {
        return !outbound.acknowledged() && (outbound.failure() == null || !isRecordFault(outbound.failure()));
    }
}
