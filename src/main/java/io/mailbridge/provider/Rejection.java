package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;

/**
 * One element of a request that is not an event; the others are published all the same.
 *
 * @param reason one of few fixed codes, fit for a metric label
 * @param detail a sentence without any value of the payload
 * @param raw the element as UTF-8 JSON
 */
public record Rejection(String reason, String detail, byte[] raw) {

    static Rejection notAnObject(JsonNode element) {
        return new Rejection("not_an_object", "An event is a JSON object.", JsonCodec.write(element));
    }

    static Rejection noEventName(Field name, JsonNode element) {
        return new Rejection(
                "no_event_name", "The event has no name: no text in " + name + ".", JsonCodec.write(element));
    }

    static Rejection noEvent(Path where, JsonNode element) {
        return new Rejection("no_event", "There is no event in " + where + ".", JsonCodec.write(element));
    }

    static Rejection eventNotJson(Path where, JsonNode element) {
        return new Rejection(
                "event_not_json", "The text in " + where + " is not valid JSON.", JsonCodec.write(element));
    }
}
