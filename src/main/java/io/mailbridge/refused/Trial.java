package io.mailbridge.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.privacy.AddressMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the profile and the routes make of one dead letter as they are now, to be looked at: nothing of it is sent.
 *
 * @param events values of the records that it would become, as many as are shown
 * @param refused why it would become none; null where it would, or where a route drops it
 * @param parts why parts of it would stay refused, as many as are shown
 * @param more how many of its events and parts are not shown
 */
public record Trial(List<byte[]> events, Refusal refused, List<Refusal> parts, int more) {
    /** Of each. */
    private static final int MOST = 20;

    /** Of all its events: a page holds on to some trials. */
    private static final int MOST_BYTES = 128 << 10;

    private static final String INVALID_EVENT = "invalid_event";

    /** Why, in a code and a sentence, and where if that is known. */
    private record Refusal(String reason, String detail, Place place) {
        ObjectNode json(boolean showAddresses) {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("reason", reason)
                    .put("detail", showAddresses ? detail : AddressMask.text(detail));
            json.set("place", place == null ? null : place.json());
            return json;
        }
    }

    /**
     * Passes it through them.
     *
     * @param edited what to take in place of what it holds, or null
     */
    public static Trial of(Refused letter, byte[] edited, LetterRoutes routes) throws InterruptedException {
        return of(routes.attempt(letter, edited), edited);
    }

    static Trial of(Attempt attempt, byte[] edited) {
        List<byte[]> events = new ArrayList<>();
        List<Refusal> parts = new ArrayList<>();
        int bytes = 0;
        int more = 0;
        for (OutboundRecord made : attempt.records()) {
            boolean isPart = made.tag().isDeadLetter();
            bytes += isPart ? 0 : made.value().length;
            if ((isPart ? parts : events).size() == MOST || !isPart && bytes > MOST_BYTES) {
                more++;
            } else if (isPart) {
                parts.add(new Refusal(made.tag().rejection(), made.header("detail"), null));
            } else {
                events.add(made.value());
            }
        }
        Refusal refused =
                attempt.isAccepted() ? null : new Refusal(attempt.reason(), attempt.detail(), place(attempt, edited));
        return new Trial(events, refused, parts, more);
    }

    /** Paths are those of an event: they lead nowhere in a whole body, nor in what is not the platform's. */
    private static Place place(Attempt attempt, byte[] edited) {
        Refused letter = attempt.letter();
        boolean isOfBody = LetterBody.isWhole(attempt.reason());
        if (INVALID_EVENT.equals(attempt.reason()) || !isOfBody && LetterBody.isWhole(letter.rejection())) {
            return null;
        }
        return Place.of(attempt.reason(), attempt.detail(), edited == null ? letter.value() : edited);
    }

    /** @param showAddresses false where they are masked */
    public ObjectNode json(boolean showAddresses) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = json.putArray("events");
        for (byte[] event : events) {
            shown.add(tree(showAddresses ? new String(event, StandardCharsets.UTF_8) : AddressMask.payload(event)));
        }
        json.set("refused", refused == null ? null : refused.json(showAddresses));
        ArrayNode others = json.putArray("parts");
        parts.forEach(part -> others.add(part.json(showAddresses)));
        return json.put("more", more);
    }

    /** A route may have made something else of it. */
    private static JsonNode tree(String event) {
        try {
            return JsonCodec.mapper().readTree(event);
        } catch (IOException e) {
            return TextNode.valueOf(event);
        }
    }

    /** True where it would become events, or is taken out by a route. */
    public boolean isAccepted() {
        return refused == null;
    }
}
