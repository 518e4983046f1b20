package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event that a route has as a map or JSON is read as it was written. */
class EventReaderTest {
    static Stream<EmailEvent> events() {
        return Stream.of(
                EventSamples.bounce(),
                EventSamples.click(),
                EventSamples.click().withRaw(JsonCodec.tree(Map.of("a", 1))));
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldReadWhatWasWritten(EmailEvent event) {
        assertThat(EventReader.read(new EventWriter().write(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldConvertInCamelAndBack(EmailEvent event) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            EventConverters.addTo(context.getTypeConverterRegistry());
            context.start();
            TypeConverter converter = context.getTypeConverter();
            for (Class<?> form : List.of(Map.class, JsonNode.class, String.class, byte[].class)) {
                Object converted = converter.mandatoryConvertTo(form, event);
                assertThat(converted).isInstanceOf(form);
                assertThat(converter.mandatoryConvertTo(EmailEvent.class, converted))
                        .isEqualTo(event);
            }
        }
    }

    @Test
    void shouldNameWhatIsWrongWithoutItsValue() {
        assertFault(event -> event.remove("id"), "The event's id is missing.");
        assertFault(event -> event.put("subject", 7), "The event's subject is not text.");
        assertFault(event -> event.put("occurred_at", "yesterday"), "The event's occurred_at is not a time such as");
        assertFault(event -> event.put("type", "openned"), "The event's type is not one of [processed,");
        assertFault(event -> event.putArray("tags").add(1), "The event's tags holds something that is not text.");
        assertFault(event -> event.put("tags", "one"), "The event's tags is not a list.");
        assertFault(event -> event.put("metadata", "one"), "The event's metadata is not a JSON object.");
        assertFault(event -> event.put("recipient_ambiguous", "yes"), "is neither true nor false.");
        assertFault(
                event -> event.put("tenant", "acme"), "has the member tenant, which the common record does not have");
        assertFault(
                event -> bounce(event).put("smtp_code", 5.5), "The event's bounce's smtp_code is not a whole number.");
        assertFault(event -> bounce(event).put("colour", "red"), "The event's bounce has the member colour");
        assertThatThrownBy(() -> EventReader.read("[]")).isInstanceOf(InvalidEvent.class);
        assertThatThrownBy(() -> EventReader.read("{")).hasMessage("The event is not JSON.");
        assertThatThrownBy(() -> EventReader.read(7)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ObjectNode bounce(ObjectNode event) {
        return (ObjectNode) event.get("bounce");
    }

    private static void assertFault(java.util.function.Consumer<ObjectNode> change, String message) {
        ObjectNode event = (ObjectNode) EventSchema.written(EventSamples.bounce());
        change.accept(event);

        assertThatThrownBy(() -> EventReader.read((JsonNode) event))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("openned");
    }
}
