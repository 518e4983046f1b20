package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a failed send is the fault of the record, its topic or the brokers. */
class RecordFaultsTest {
    @ParameterizedTest
    @MethodSource("recordFaults")
    void shouldBlameTheRecordForWhatComesBackEveryTime(Exception failure) {
        assertThat(RecordFaults.isRecordFault(failure)).isTrue();
        assertThat(RecordFaults.isBrokerFault(failed(failure))).isFalse();
    }

    static Stream<Exception> recordFaults() {
        return Stream.of(
                new RecordTooLargeException(),
                new SerializationException(),
                new InvalidTopicException(),
                new InvalidRecordException("key is null"),
                new PolicyViolationException("policy"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void shouldTakeForAnOutageWhatCanEnd(Exception failure) {
        assertThat(RecordFaults.isRecordFault(failure)).isFalse();
        assertThat(RecordFaults.isBrokerFault(failed(failure))).isTrue();
    }

    static Stream<Exception> outages() {
        return Stream.of(
                new TimeoutException(),
                new DisconnectException(),
                new BrokerNotAvailableException("gone"),
                new NotEnoughReplicasException(),
                new UnknownTopicOrPartitionException(),
                new TopicAuthorizationException("topic"),
                new AuthenticationException("password"),
                new KafkaException("closed"));
    }

    @Test
    void shouldBlameTheTopicForATimeOfTheSendThatItRefuses() {
        Exception failure = new InvalidTimestampException("an hour ahead");

        assertThat(RecordFaults.isOfTopic(failure))
                .as("it waits for a clock that is right, and counts as no try")
                .isTrue();
        assertThat(RecordFaults.isRecordFault(failure)).isFalse();
    }

    @Test
    void shouldTakeNoOutcomeForTheBrokersFault() {
        assertThat(RecordFaults.isBrokerFault(failed(null))).isTrue();
        OutboundRecord acknowledged = failed(null);
        acknowledged.acknowledge();
        assertThat(RecordFaults.isBrokerFault(acknowledged)).isFalse();
    }

    @Test
    void shouldNameTheReasonForPeopleAndMetrics() {
        assertThat(RecordFaults.reason(new RecordTooLargeException())).isEqualTo("record_too_large");
        assertThat(RecordFaults.reason(new InvalidTopicException())).isEqualTo("invalid_topic");
    }

    private static OutboundRecord failed(Exception failure) {
        OutboundRecord outbound =
                new OutboundRecord(new Tag("s", "p", null), "id", "topic", null, new byte[0], List.of());
        outbound.fail(failure);
        return outbound;
    }
}
