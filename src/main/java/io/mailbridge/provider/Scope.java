package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.UnaryOperator;

/**
 * What paths read from: an event, the top-level element of the body around it, and the recipient it is read for.
 *
 * @param envelope the event itself where nothing is around it
 * @param outer the element of the outermost list that the event was found in, null where it was in none
 * @param recipient null where the platform lists no recipients
 * @param header finds a request header, null where it is missing
 */
record Scope(JsonNode event, JsonNode envelope, JsonNode outer, JsonNode recipient, UnaryOperator<String> header) {

    /** An element of the body, before its event is found. */
    static Scope of(JsonNode element, UnaryOperator<String> header) {
        return new Scope(element, element, null, null, header);
    }

    Scope inEnvelope(JsonNode inner, JsonNode list) {
        return new Scope(inner, envelope, list, null, header);
    }

    Scope forRecipient(JsonNode element) {
        return new Scope(event, envelope, outer, element, header);
    }
}
