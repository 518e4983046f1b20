package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;

/**
 * What Camel converts an event to where a language or an endpoint asks for it: the published record in that form. A
 * record becomes its value.
 */
public final class EventConverters {
    private static final EventWriter WRITER = new EventWriter();

    private EventConverters() {}

    public static void addTo(TypeConverterRegistry registry) {
        from(registry, byte[].class, WRITER::write);
        from(registry, String.class, event -> new String(WRITER.write(event), StandardCharsets.UTF_8));
        from(registry, InputStream.class, event -> new ByteArrayInputStream(WRITER.write(event)));
        from(registry, JsonNode.class, event -> parse(event, JsonNode.class));
        from(registry, Map.class, event -> parse(event, Map.class));
        ofRecord(registry, byte[].class, value -> value);
        ofRecord(registry, String.class, value -> new String(value, StandardCharsets.UTF_8));
        ofRecord(registry, InputStream.class, ByteArrayInputStream::new);
        for (Class<?> readable : List.of(JsonNode.class, Map.class, String.class, byte[].class)) {
            registry.addTypeConverter(
                    EmailEvent.class,
                    readable,
                    new SimpleTypeConverter(false, (asked, exchange, value) -> EventReader.read(value)));
        }
    }

    private static <T> void ofRecord(TypeConverterRegistry registry, Class<T> type, Function<byte[], T> conversion) {
        registry.addTypeConverter(
                type,
                OutboundRecord.class,
                new SimpleTypeConverter(
                        false, (asked, exchange, value) -> conversion.apply(((OutboundRecord) value).value())));
    }

    private static <T> T parse(EmailEvent event, Class<T> type) {
        try {
            return JsonCodec.mapper().readValue(WRITER.write(event), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> void from(TypeConverterRegistry registry, Class<T> type, Function<EmailEvent, T> conversion) {
        registry.addTypeConverter(
                type,
                EmailEvent.class,
                new SimpleTypeConverter(false, (asked, exchange, value) -> conversion.apply((EmailEvent) value)));
    }
}
