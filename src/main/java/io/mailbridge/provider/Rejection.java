package io.mailbridge.provider;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;

/**
 * One element of a request that is not an event; the others are published all the same.
 *
 * @param reason one of a few fixed codes, so that it can be a metric label
 * @param detail a sentence without values of the payload
 * @param raw the element as UTF-8 JSON
 */
public record Rejection(String reason, String detail, byte[] raw) {

    private static final String LIMITS = JsonCodec.MAX_TOKENS + " names, values and brackets, " + JsonCodec.MAX_DEPTH
            + " levels, and numbers of " + JsonCodec.MAX_DIGITS + " digits with exponents below a billion at most";

    /**
     * A whole body that is not what the platform sends.
     *
     * @param cause what reading it failed with
     */
    public static Rejection unreadable(Exception cause, byte[] body) {
        if (cause instanceof UnreadableBody) {
            return new Rejection("unexpected_body", cause.getMessage(), body);
        }
        return cause instanceof StreamConstraintsException
                ? new Rejection("too_complex", "The body's JSON may have " + LIMITS + ".", body)
                : new Rejection("not_json", "The body is not valid JSON" + position(cause) + ".", body);
    }

    /** An event that breaks a limit of all events, as it would have been published. */
    public static Rejection invalidEvent(String fault, byte[] value) {
        return new Rejection("invalid_event", fault, value);
    }

    /** The position only: Jackson's message quotes the body. */
    private static String position(Exception cause) {
        JsonLocation location = cause instanceof JacksonException json ? json.getLocation() : null;
        return location == null ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

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
