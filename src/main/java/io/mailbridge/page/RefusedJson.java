package io.mailbridge.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.privacy.AddressMask;
import io.mailbridge.refused.Place;
import io.mailbridge.refused.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Shows what was refused: in a list, or what the platform sent beside the event that it became.
 *
 * @param showAddresses false where they are masked
 */
record RefusedJson(boolean showAddresses) {
    private static final int PREVIEW = 200;
    private static final String INVALID_EVENT = "invalid_event";

    ObjectNode row(String kind, Refused refused) {
        String value = payload(refused.value());
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind)
                .put("id", refused.id())
                .put("reason", refused.reason())
                .put("detail", masked(refused.detail()))
                .put("rejection", refused.rejection())
                .put("source", refused.source())
                .put("provider", refused.provider())
                .put("type", refused.type())
                .put("at", refused.time().toString())
                .put("tries", refused.tries())
                .put(
                        "resubmitted",
                        refused.resubmittedAt() == null
                                ? null
                                : refused.resubmittedAt().toString())
                .put("topic", refused.topic())
                .put("preview", value.substring(0, Math.min(PREVIEW, value.length())));
    }

    ObjectNode item(String kind, Refused refused) {
        ObjectNode item = row(kind, refused);
        String shown = payload(refused.value());
        JsonNode tree = tree(shown);
        // of a parked event, and of a dead letter that a profile or route had made an event of
        boolean isEvent = refused.rejection() == null || INVALID_EVENT.equals(refused.rejection());
        JsonNode event = isEvent ? tree : null;
        JsonNode raw = event == null ? null : event.path("raw");
        item.put("key", key(refused));
        if (event == null) {
            item.put("raw", shown);
        } else {
            item.put("raw", raw.isMissingNode() ? null : raw.toPrettyString());
        }
        item.set("event", event);
        Place place = Place.of(refused, shown.getBytes(StandardCharsets.UTF_8));
        item.set("place", place == null ? null : place.json());
        return item.put("binary", !isText(refused.value()));
    }

    /** Null where it is no JSON. */
    private static JsonNode tree(String text) {
        try {
            return JsonCodec.mapper().readTree(text);
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isText(byte[] value) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private String key(Refused refused) {
        if (refused.key() == null) {
            return null;
        }
        String key = new String(refused.key(), StandardCharsets.UTF_8);
        return showAddresses ? key : AddressMask.recipient(key);
    }

    private String payload(byte[] value) {
        return showAddresses ? new String(value, StandardCharsets.UTF_8) : AddressMask.payload(value);
    }

    private String masked(String text) {
        return showAddresses ? text : AddressMask.text(text);
    }
}
