package io.mailbridge.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The servers of the integration tests keep their port and their data, however they were ended. */
class SupportIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Test
    void shouldKeepRecordsWhenBrokerIsKilled() throws Exception {
        try (KafkaBroker broker = KafkaBroker.create().start()) {
            TopicReader reader = new TopicReader(broker);
            assertThat(reader.read("letters")).isEmpty();
            try (KafkaProducer<String, String> producer = producer(broker)) {
                send(producer, "letters", "one");
                assertThat(reader.awaitRecords("letters", 1, LIMIT)).hasSize(1);

                broker.kill();
                assertThat(broker.isRunning()).isFalse();
                broker.start();
                send(producer, "letters", "two");

                broker.restart();
                send(producer, "letters", "three");

                broker.freeze();
                assertThatThrownBy(() -> send(producer, "letters", "lost"))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
                broker.thaw();
                send(producer, "letters", "four");
            }
            assertThat(reader.read("letters"))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .contains("one", "two", "three", "four");
            assertThat(reader.read("letters")).allSatisfy(record -> {
                assertThat(record.key()).isEqualTo("key");
                assertThat(record.headers()).containsEntry("shade", "blue");
            });
        }
    }

    @Test
    void shouldRefuseLargeRecordWhenTopicSaysSo() throws Exception {
        try (KafkaBroker broker = KafkaBroker.create(Map.of("auto.create.topics.enable", "false"))
                        .start();
                KafkaProducer<String, String> producer = producer(broker)) {
            broker.createTopic("small", 1, Map.of("max.message.bytes", "200"));
            send(producer, "small", "fits");
            assertThatThrownBy(() -> send(producer, "small", "x".repeat(1_000)))
                    .hasCauseInstanceOf(RecordTooLargeException.class);
            assertThat(broker.topics().names()).containsExactly("small");
        }
    }

    @Test
    void shouldKeepRowsWhenDatabaseIsKilled() {
        try (PostgresServer postgres = PostgresServer.create().start()) {
            postgres.execute("create table letter (id int primary key)");
            postgres.execute("insert into letter values (1)");

            postgres.kill();
            assertThat(postgres.isRunning()).isFalse();
            postgres.start();
            assertThat(postgres.count("select count(*) from letter")).isEqualTo(1);

            postgres.restart();
            assertThat(postgres.count("select count(*) from letter")).isEqualTo(1);
            assertThat(postgres.database().rows("show fsync")).containsExactly(Map.of("fsync", "on"));
        }
    }

    @Test
    void shouldAnswerAgainWhenDatabaseIsThawed() throws Exception {
        try (PostgresServer postgres = PostgresServer.create().start();
                var connection = postgres.database().connect()) {
            assertThat(connection.isValid(5)).isTrue();
            postgres.freeze();
            assertThat(connection.isValid(1)).isFalse();
            postgres.thaw();
            assertThat(postgres.count("select 1")).isEqualTo(1);
        }
    }

    private static KafkaProducer<String, String> producer(KafkaBroker broker) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrap(),
                "max.block.ms", "10000",
                "request.timeout.ms", "1500",
                "delivery.timeout.ms", "3000");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static void send(KafkaProducer<String, String> producer, String topic, String value) throws Exception {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, "key", value);
        record.headers().add("shade", "blue".getBytes(StandardCharsets.UTF_8));
        producer.send(record).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
