package io.mailbridge.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepublisherTest {
    private static final Instant NOW = Instant.parse("2026-01-06T10:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition("email-events", 0);
    private static final RepublishState BEGIN = new RepublishState(
            "all to again", new TimeWindow(NOW.minusSeconds(60), null), Map.of(PARTITION, new OffsetRange(5, 9)), 2);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Republisher republisher = new Republisher(producer, "again", BEGIN, NOW);

    @Test
    void shouldSendWhatWasThereAndSaySo() {
        republisher.send(found(5, "ce_id", "x:1", "republished_at", "before", "republished_from", "elsewhere"));

        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("again");
        assertThat(sent.key()).asString(StandardCharsets.UTF_8).isEqualTo("key");
        assertThat(sent.value()).asString(StandardCharsets.UTF_8).isEqualTo("value");
        assertThat(sent.timestamp()).isNull();
        assertThat(sent.headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly(
                        "ce_id=x:1", "republished_at=2026-01-06T10:00:00.000Z", "republished_from=email-events-0@5");
    }

    @Test
    void shouldCountOnlyWhatKafkaAcknowledged() {
        republisher.send(found(5));
        republisher.pass(found(5));
        republisher.pass(found(6));
        assertThat(republisher.sent()).isEqualTo(2);

        assertThat(republisher.acknowledged()).containsEntry(PARTITION, new OffsetRange(7, 9));
        assertThat(republisher.sent()).isEqualTo(3);
    }

    @Test
    void shouldEndWithWhatKafkaRefuses() {
        republisher.send(found(5));
        republisher.pass(found(5));
        producer.errorNext(new KafkaException("no"));

        assertThatExceptionOfType(KafkaException.class).isThrownBy(republisher::acknowledged);
        assertThat(republisher.sent()).isEqualTo(2);
    }

    @Test
    void shouldKeepItsStateInAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("state.json");

        BEGIN.write(file);
        assertThat(RepublishState.read(file)).isEqualTo(BEGIN);

        Files.writeString(file, "{}");
        assertThatIOException().isThrownBy(() -> RepublishState.read(file));
    }

    private static ConsumerRecord<byte[], byte[]> found(long offset, String... headers) {
        ConsumerRecord<byte[], byte[]> found = new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                3,
                5,
                "key".getBytes(StandardCharsets.UTF_8),
                "value".getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty());
        for (int i = 0; i < headers.length; i += 2) {
            found.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }
}
