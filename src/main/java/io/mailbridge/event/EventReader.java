package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads an event from the common record (docs/event.schema.json), which a route may have changed as a map or as JSON.
 */
public final class EventReader {
    private static final String EVENT = "The event";

    private EventReader() {}

    /** @throws InvalidEvent where it is not a common record */
    public static EmailEvent read(JsonNode json) {
        JsonPart part = new JsonPart(EVENT, json);
        part.member("schema_version");
        EventDraft draft = new EventDraft();
        draft.id = part.required("id", part.text("id"));
        draft.type = part.required("type", part.constant("type", EventType.class));
        draft.provider = part.required("provider", part.text("provider"));
        draft.providerEvent = part.text("provider_event");
        draft.source = part.required("source", part.text("source"));
        draft.occurredAt = part.required("occurred_at", part.time("occurred_at"));
        draft.occurredAtEstimated = isTrue(part, "occurred_at_estimated");
        draft.receivedAt = part.required("received_at", part.time("received_at"));
        draft.messageId = part.text("message_id");
        draft.smtpMessageId = part.text("smtp_message_id");
        draft.recipient = part.text("recipient");
        draft.recipientAmbiguous = isTrue(part, "recipient_ambiguous");
        draft.subject = part.text("subject");
        draft.campaign = campaign(part.part("campaign"));
        draft.tags = part.texts("tags");
        draft.metadata = part.members("metadata");
        draft.bounce = bounce(part.part("bounce"));
        draft.reason = reason(part.part("reason"));
        draft.engagement = engagement(part.part("engagement"));
        draft.subscription = subscription(part.part("subscription"));
        draft.raw = part.member("raw");
        part.refuseOthers();
        return new EmailEvent(draft);
    }

    /**
     * @param element a map, a tree or JSON text
     * @throws InvalidEvent where it is not JSON, or not a common record
     * @throws IllegalArgumentException where it is none of these
     */
    public static EmailEvent read(Object element) {
        if (element instanceof JsonNode json) {
            return read(json);
        }
        if (!isReadable(element)) {
            throw new IllegalArgumentException(
                    "No event can be read from a " + element.getClass().getName());
        }
        try {
            return read(
                    element instanceof Map<?, ?>
                            ? JsonCodec.tree(element)
                            : JsonCodec.mapper().readTree(json(element)));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidEvent(EVENT + " is not JSON.");
        }
    }

    /** Whether it is of a kind that an event can be read from. */
    public static boolean isReadable(Object element) {
        return element instanceof JsonNode
                || element instanceof Map<?, ?>
                || element instanceof CharSequence
                || element instanceof byte[];
    }

    /** The JSON of a readable element, valid or not, as far as it can be written. */
    public static byte[] json(Object element) {
        if (element instanceof byte[] bytes) {
            return bytes;
        }
        if (element instanceof JsonNode json) {
            return JsonCodec.write(json);
        }
        try {
            return element instanceof Map<?, ?>
                    ? JsonCodec.write(JsonCodec.tree(element))
                    : element.toString().getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return element.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static boolean isTrue(JsonPart part, String member) {
        return Boolean.TRUE.equals(part.flag(member));
    }

    private static Campaign campaign(JsonPart part) {
        if (part == null) {
            return Campaign.NONE;
        }
        Campaign campaign = new Campaign(part.text("id"), part.text("name"), part.text("template_id"));
        part.refuseOthers();
        return campaign;
    }

    private static Bounce bounce(JsonPart part) {
        if (part == null) {
            return null;
        }
        Bounce bounce = new Bounce(
                part.required("type", part.constant("type", BounceType.class)),
                part.number("smtp_code"),
                part.text("enhanced_code"),
                part.text("mta_response"),
                part.text("provider_class"));
        part.refuseOthers();
        return bounce;
    }

    private static Reason reason(JsonPart part) {
        if (part == null) {
            return null;
        }
        Reason reason = new Reason(part.required("code", part.constant("code", ReasonCode.class)), part.text("text"));
        part.refuseOthers();
        return reason;
    }

    private static Engagement engagement(JsonPart part) {
        if (part == null) {
            return null;
        }
        Engagement engagement = new Engagement(
                part.text("url"),
                part.text("ip"),
                part.text("user_agent"),
                geo(part.part("geo")),
                part.flag("machine"),
                part.flag("first"));
        part.refuseOthers();
        return engagement;
    }

    private static Geo geo(JsonPart part) {
        if (part == null) {
            return null;
        }
        Geo geo = new Geo(part.text("country"), part.text("region"), part.text("city"));
        part.refuseOthers();
        return geo;
    }

    private static Subscription subscription(JsonPart part) {
        if (part == null) {
            return null;
        }
        Subscription subscription = new Subscription(part.text("group_id"), part.text("list_id"), part.text("method"));
        part.refuseOthers();
        return subscription;
    }
}
