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
 * One thing that happened to one message for one recipient, in the form all platforms share. Null means that the
 * platform did not say. A route changes one by putting a changed copy in its place ({@code withSubject(...)}); the
 * original stays as it is. Camel converts it to a Map, a JsonNode and JSON text of the shape of docs/event.schema.json,
 * and back.
 *
 * @param id the same when the platform sends the event again, so that consumers recognise duplicates
 * @param occurredAtEstimated true when the platform gave no usable time, so that {@code occurredAt} is the time of
 *     receipt
 * @param recipientAmbiguous true when the platform does not say which of several recipients the event is about
 * @param metadata the sender's own values, exactly as sent; the map is not copied
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

    /** @throws NullPointerException that names the field, where one is missing that every event has */
    EmailEvent(EventDraft draft) {
        this(
                draft.id,
                draft.type,
                draft.provider,
                draft.providerEvent,
                draft.source,
                draft.occurredAt,
                draft.occurredAtEstimated,
                draft.receivedAt,
                draft.messageId,
                draft.smtpMessageId,
                draft.recipient,
                draft.recipientAmbiguous,
                draft.subject,
                draft.campaign,
                draft.tags,
                draft.metadata,
                draft.bounce,
                draft.reason,
                draft.engagement,
                draft.subscription,
                draft.raw);
    }

    /** The Kafka key: one person's events share a partition, in whatever case the platform writes an address. */
    public String key() {
        if (recipient != null) {
            return recipient.toLowerCase(Locale.ROOT);
        }
        return messageId != null ? messageId : id;
    }

    /** A further event made from this one needs an id of its own, or consumers take it for a duplicate. */
    public EmailEvent withId(String id) {
        return changed(draft -> draft.id = id);
    }

    public EmailEvent withType(EventType type) {
        return changed(draft -> draft.type = type);
    }

    /** @param occurredAt counts as the platform's own time, not as an estimate */
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

    /** @param value text, a number, a boolean, a JsonNode or a List or Map of such; null removes the entry */
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
     * A copy without these members of the published record.
     *
     * @param members names as in docs/event.schema.json, comma-separated, as in
     *     {@code subject, engagement.ip, metadata.phone}
     * @throws IllegalArgumentException where one is no member, or one that every event has
     */
    public EmailEvent without(String members) {
        return changed(EventMask.of(members)::remove);
    }

    /**
     * Whether it belongs to a sample of all events that depends on the ids alone, so that an event that is sent again
     * is judged the same.
     *
     * @param percent size of the part, from 0 to 100
     */
    public boolean isInSample(int percent) {
        CRC32 hash = new CRC32();
        hash.update(id.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % 100 < percent;
    }

    private EmailEvent changed(Consumer<EventDraft> change) {
        EventDraft draft = new EventDraft();
        draft.id = id;
        draft.type = type;
        draft.provider = provider;
        draft.providerEvent = providerEvent;
        draft.source = source;
        draft.occurredAt = occurredAt;
        draft.occurredAtEstimated = occurredAtEstimated;
        draft.receivedAt = receivedAt;
        draft.messageId = messageId;
        draft.smtpMessageId = smtpMessageId;
        draft.recipient = recipient;
        draft.recipientAmbiguous = recipientAmbiguous;
        draft.subject = subject;
        draft.campaign = campaign;
        draft.tags = tags;
        draft.metadata = metadata;
        draft.bounce = bounce;
        draft.reason = reason;
        draft.engagement = engagement;
        draft.subscription = subscription;
        draft.raw = raw;
        change.accept(draft);
        return new EmailEvent(draft);
    }

    /** Without anything personal: what a log line shows of an event. */
    @Override
    public String toString() {
        return "EmailEvent[" + id + ' ' + type + " from " + source + ']';
    }
}
