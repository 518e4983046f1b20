package io.mailbridge.refused;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** Where a dead letter is: written topic-partition-offset. */
record LetterId(String topic, int partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("([a-zA-Z0-9._-]+)-(\\d{1,9})-(\\d{1,18})");

    /** Null where the text is none. */
    static LetterId of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? new LetterId(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)))
                : null;
    }

    TopicPartition place() {
        return new TopicPartition(topic, partition);
    }

    @Override
    public String toString() {
        return topic + '-' + partition + '-' + offset;
    }
}
