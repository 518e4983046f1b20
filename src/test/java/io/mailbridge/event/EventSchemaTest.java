package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {
    private final JsonSchema schema = EventSchema.load();

    @Test
    void shouldNameExactlyTheConstantsOfTheCode() {
        JsonNode properties = schema.getSchemaNode().path("properties");

        assertThat(texts(properties.at("/type/enum")))
                .containsExactlyElementsOf(
                        Stream.of(EventType.values()).map(EventType::wireName).toList());
        assertThat(texts(properties.at("/bounce/properties/type/enum")))
                .containsExactlyElementsOf(
                        Stream.of(BounceType.values()).map(BounceType::wireName).toList());
        assertThat(texts(properties.at("/reason/properties/code/enum")))
                .containsExactlyElementsOf(
                        Stream.of(ReasonCode.values()).map(ReasonCode::wireName).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "occurred_at", "recipient", "campaign", "tags", "metadata", "bounce"})
    void shouldRefuseARecordWithoutAField(String field) {
        ObjectNode record = (ObjectNode) EventSchema.written(EventSamples.bounce());
        record.remove(field);

        assertThat(schema.validate(record)).isNotEmpty();
    }

    @Test
    void shouldRefuseAnUnknownField() {
        ObjectNode record = (ObjectNode) EventSchema.written(EventSamples.bounce());
        record.put("extra", 1);

        assertThat(schema.validate(record)).isNotEmpty();
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue);
    }
}
