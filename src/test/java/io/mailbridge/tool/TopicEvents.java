package io.mailbridge.tool;

import io.mailbridge.event.UtcTimestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts events on a topic as a bridge does: of each message one delivery, of some an open, of few a bounce instead. */
final class TopicEvents implements AutoCloseable {
    /** About as long as those of the platforms. */
    private static final String EVENT = """
            {"schema_version":1,"id":"sendgrid:%1$s","type":"%2$s","provider":"sendgrid","provider_event":"%2$s","source":"shop",\
            "occurred_at":"%3$s","received_at":"%3$s","message_id":"9fQ2LmZ1R8qkVw3nT0aYxA.%4$s","smtp_message_id":"<9fQ2LmZ1R8qkVw3nT0aYxA@geopod>",\
            "recipient":"%5$s","recipient_ambiguous":false,"subject":"Your receipt","campaign":{"id":"17","name":"%6$s","template_id":null},\
            "tags":["receipts"],"metadata":{"order_id":"1001","tenant":"acme"},"bounce":%7$s,"reason":%8$s,\
            "engagement":{"url":"https://shop.example/offer/spring?id=1001","ip":"192.0.2.7","user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36","geo":null,"machine":null,"first":null},\
            "subscription":null}""";

    private final KafkaProducer<byte[], byte[]> producer;

    TopicEvents(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "linger.ms",
                        "20",
                        "batch.size",
                        "200000",
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Events number to number, on Kafka two seconds after the platform's time. */
    void send(String topic, int from, int to) {
        for (int number = from; number < to; number++) {
            send(
                    topic,
                    String.valueOf(number),
                    type(number),
                    number / 2,
                    Instant.now().minusSeconds(2));
        }
        producer.flush();
    }

    /** Even numbers begin a message, the others are what follows. */
    static String type(int number) {
        return number % 2 == 1 ? "opened" : number % 50 == 0 ? "bounced" : "delivered";
    }

    void send(String topic, String id, String type, int message, Instant occurredAt) {
        boolean isBounce = type.equals("bounced");
        String recipient = "person-" + message + "@example.com";
        String value = String.format(
                EVENT,
                id,
                type,
                UtcTimestamp.text(occurredAt),
                message,
                recipient,
                message % 3 == 0 ? "Autumn" : "Spring",
                isBounce
                        ? "{\"type\":\"hard\",\"smtp_code\":550,\"enhanced_code\":\"5.1.1\",\"mta_response\":null,\"provider_class\":null}"
                        : "null",
                isBounce ? "{\"code\":\"invalid_address\",\"text\":\"550 " + recipient + " unknown\"}" : "null");
        List<Header> headers = List.of(header("ce_id", "sendgrid:" + id), header("ce_type", "email." + type));
        producer.send(new ProducerRecord<>(topic, null, null, utf8(recipient), utf8(value), headers));
    }

    void reject(String topic, String reason) {
        producer.send(new ProducerRecord<>(topic, null, null, null, utf8("{"), List.of(header("reason", reason))));
        producer.flush();
    }

    private static Header header(String name, String text) {
        return new RecordHeader(name, utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
