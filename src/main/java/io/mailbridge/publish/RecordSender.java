package io.mailbridge.publish;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Passes one record to Kafka's client; what traces sends is put around it. */
public interface RecordSender {
    RecordSender DIRECT = Producer::send;

    void send(Producer<Object, Object> producer, ProducerRecord<Object, Object> sendable, Callback callback);
}
