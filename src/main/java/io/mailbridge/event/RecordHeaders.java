package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaHeaderFilterStrategy;
import org.apache.camel.component.kafka.serde.KafkaHeaderSerializer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Which headers of a message become record headers, and how: the same whether its records are sent at once or wait in the
 * buffer. Text, numbers, booleans and times do, as text; those of Camel and Kafka do not. What the bridge itself says in a
 * record's headers stays.
 */
public final class RecordHeaders extends KafkaHeaderFilterStrategy implements KafkaHeaderSerializer {
    private static final Set<String> OF_DEAD_LETTER = Set.of("reason", "detail", "source", "provider", "received_at");

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

    /** The record's headers with further ones: of two of a name the further one, unless it is one of the bridge's. */
    public static List<Header> merge(OutboundRecord outbound, List<Header> further) {
        if (further.isEmpty()) {
            return outbound.headers();
        }
        List<Header> merged = new ArrayList<>(outbound.headers());
        for (Header header : further) {
            if (!isOfBridge(outbound, header.key())) {
                merged.removeIf(old -> old.key().equalsIgnoreCase(header.key()));
                merged.add(header);
            }
        }
        return merged;
    }

    private static boolean isOfBridge(OutboundRecord outbound, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return outbound.tag().isDeadLetter()
                ? OF_DEAD_LETTER.contains(lower)
                : lower.startsWith("ce_") || lower.equals("content-type");
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
