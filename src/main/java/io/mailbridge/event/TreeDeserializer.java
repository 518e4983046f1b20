package io.mailbridge.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/**
 * Jackson's own reader of trees, except for numbers with an impossible exponent: Jackson (2.19) fails on them as if the
 * program were at fault, and the sender would be asked to send them again for ever.
 */
final class TreeDeserializer extends StdDeserializer<JsonNode> {
    private static final JsonDeserializer<? extends JsonNode> JACKSON =
            JsonNodeDeserializer.getDeserializer(JsonNode.class);

    TreeDeserializer() {
        super(JsonNode.class);
    }

    @Override
    public JsonNode deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        try {
            return JACKSON.deserialize(parser, context);
        } catch (NumberFormatException e) {
            // without the cause, which quotes the number
            throw new StreamConstraintsException("The exponent of a number is too large.", parser.currentLocation());
        }
    }

    @Override
    public JsonNode getNullValue(DeserializationContext context) {
        return context.getNodeFactory().nullNode();
    }
}
