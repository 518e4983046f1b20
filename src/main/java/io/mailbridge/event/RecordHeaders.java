package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaHeaderFilterStrategy;
import org.apache.camel.component.kafka.serde.KafkaHeaderSerializer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Which headers of a message become record headers, and how: the same whether its records are sent at once or wait in
 * the buffer. Text, numbers, booleans and times do, as text; headers of Camel and Kafka do not.
 */
public final class RecordHeaders extends KafkaHeaderFilterStrategy implements KafkaHeaderSerializer {
    @Override
    public byte[] serialize(String name, Object value) {
        String text = text(value);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Those of the exchange's message. */
    public List<Header> of(Exchange exchange) {
        if (!exchange.getMessage().hasHeaders()) {
            return List.of();
        }
        List<Header> headers = new ArrayList<>();
        for (Map.Entry<String, Object> entry :
                exchange.getMessage().getHeaders().entrySet()) {
            String text = text(entry.getValue());
            if (text != null && !applyFilterToCamelHeaders(entry.getKey(), entry.getValue(), exchange)) {
                headers.add(header(entry.getKey(), text));
            }
        }
        return headers;
    }

    /** A header of UTF-8 text. */
    public static Header header(String name, String text) {
        return new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Object value) {
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>
                || value instanceof TemporalAccessor) {
            return value.toString();
        }
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return value instanceof JsonNode node && node.isValueNode() ? node.asText() : null;
    }
}
