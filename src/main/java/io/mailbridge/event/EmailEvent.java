package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * One thing that happened to one message for one recipient, in the form all platforms share. Null means "not told". A route
 * changes one by putting a changed copy in its place ({@code withSubject(...)}); what came with it stays as it is. Camel
 * converts it to a Map, a JsonNode and JSON text of the shape of docs/event.schema.json, and back.
 *
 * @param id the same when the platform sends the event again: consumers know a duplicate by it
 * @param occurredAtEstimated true when the platform gave no usable time and {@code occurredAt} is {@code receivedAt}
 * @param recipientAmbiguous true when the platform does not say which of several recipients the event is about
 * @param metadata the sender's own values, exactly as sent; the map is taken over, not copied
 * @param raw the platform's own JSON, or null when it is not to be published
 */
public record EmailEvent(
        String id,
        EventType type,
        String provider,
        String providerEvent,
        String source,
        Instant occurredAt,
        boolean occurredAtEstimated,
        Instant receivedAt,
        String messageId,
        String smtpMessageId,
        String recipient,
        boolean recipientAmbiguous,
        String subject,
        Campaign campaign,
        List<String> tags,
        Map<String, JsonNode> metadata,
        Bounce bounce,
        Reason reason,
        Engagement engagement,
        Subscription subscription,
        JsonNode raw) {

    public EmailEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(receivedAt, "receivedAt");
        campaign = campaign == null ? Campaign.NONE : campaign;
        tags = List.copyOf(tags);
        metadata = Collections.unmodifiableMap(metadata);
    }

    /** The Kafka key: one person's events share a partition, whatever the case the platform writes an address in. */
    public String key() {
        if (recipient != null) {
            return recipient.toLowerCase(Locale.ROOT);
        }
        return messageId != null ? messageId : id;
    }

    /** One that a route made of this one must have an id of its own, or consumers take it for a duplicate. */
    public EmailEvent withId(String id) {
        return changed(draft -> draft.id = id);
    }

    public EmailEvent withType(EventType type) {
        return changed(draft -> draft.type = type);
    }

    /** @param occurredAt taken as the platform's own, not as an estimate */
    public EmailEvent withOccurredAt(Instant occurredAt) {
        return changed(draft -> {
            draft.occurredAt = occurredAt;
            draft.occurredAtEstimated = false;
        });
    }

    public EmailEvent withMessageId(String messageId) {
        return changed(draft -> draft.messageId = messageId);
    }

    public EmailEvent withSmtpMessageId(String smtpMessageId) {
        return changed(draft -> draft.smtpMessageId = smtpMessageId);
    }

    /** @param recipient also the key of the Kafka record, in lower case; null makes it the message id */
    public EmailEvent withRecipient(String recipient) {
        return changed(draft -> draft.recipient = recipient);
    }

    public EmailEvent withSubject(String subject) {
        return changed(draft -> draft.subject = subject);
    }

    public EmailEvent withCampaign(Campaign campaign) {
        return changed(draft -> draft.campaign = campaign);
    }

    public EmailEvent withTags(List<String> tags) {
        return changed(draft -> draft.tags = tags);
    }

    public EmailEvent withMetadata(Map<String, JsonNode> metadata) {
        return changed(draft -> draft.metadata = new LinkedHashMap<>(metadata));
    }

    /** @param value text, a number, a boolean, a JsonNode or a List or Map of such; null takes the entry out */
    public EmailEvent withMetadata(String name, Object value) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(metadata);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, JsonCodec.tree(value));
        }
        return changed(draft -> draft.metadata = changed);
    }

    /** An entry of the metadata as text, JSON where it is an object or array; null where there is none. */
    public String metadataText(String name) {
        JsonNode value = metadata.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    public EmailEvent withBounce(Bounce bounce) {
        return changed(draft -> draft.bounce = bounce);
    }

    public EmailEvent withReason(Reason reason) {
        return changed(draft -> draft.reason = reason);
    }

    public EmailEvent withEngagement(Engagement engagement) {
        return changed(draft -> draft.engagement = engagement);
    }

    public EmailEvent withSubscription(Subscription subscription) {
        return changed(draft -> draft.subscription = subscription);
    }

    public EmailEvent withRaw(JsonNode raw) {
        return changed(draft -> draft.raw = raw);
    }

    /**
     * Without what these members of the published record hold, wherever it has them.
     *
     * @param members names as in docs/event.schema.json, comma-separated: {@code subject, engagement.ip, metadata.phone}
     * @throws IllegalArgumentException where one is no member, or one that every event has
     */
    public EmailEvent without(String members) {
        return EventMask.of(members).mask(this);
    }

    /**
     * Whether it belongs to a part of all events that hangs on the ids alone, so that one that is sent again is judged the
     * same.
     *
     * @param percent size of the part, from 0 to 100
     */
    public boolean isInSample(int percent) {
        CRC32 hash = new CRC32();
        hash.update(id.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % 100 < percent;
    }

    private EmailEvent changed(Consumer<EventDraft> change) {
        EventDraft draft = new EventDraft(this);
        change.accept(draft);
        return draft.event();
    }

    /** Without anything personal: what a log line shows of an event. */
    @Override
    public String toString() {
        return "EmailEvent[" + id + ' ' + type + " from " + source + ']';
    }

    /** The mailing a message belongs to. */
    public record Campaign(String id, String name, String templateId) {
        public static final Campaign NONE = new Campaign(null, null, null);

        public Campaign withName(String changed) {
            return new Campaign(id, changed, templateId);
        }
    }

    /** What the receiving server answered, and what the platform made of it. */
    public record Bounce(
            BounceType type, Integer smtpCode, String enhancedCode, String mtaResponse, String providerClass) {}

    /** Why it happened: a code to compute with and the platform's text to read. */
    public record Reason(ReasonCode code, String text) {}

    /** What a person, or a machine on their behalf, did with the message. */
    public record Engagement(String url, String ip, String userAgent, Geo geo, Boolean machine, Boolean first) {}

    /** Where the engagement came from, as the platform guesses it. */
    public record Geo(String country, String region, String city) {}

    /** The list or group an opt-out or opt-in is about. */
    public record Subscription(String groupId, String listId, String method) {}
}
