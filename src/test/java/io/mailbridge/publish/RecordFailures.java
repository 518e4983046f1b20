package io.mailbridge.publish;

import org.apache.kafka.common.errors.RecordTooLargeException;

/** Failures of records that only the publish room can make. */
public final class RecordFailures {
    private RecordFailures() {}

    public static Exception ofTopic() {
        return new TopicUnavailable("lame", "1 of 2 replicas");
    }

    public static Exception ofBatch() {
        return new BatchTooLarge(new RecordTooLargeException("2 MB"));
    }
}
