package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One thing that happened to one message for one recipient, in the form all platforms share. Null means "not told".
 *
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

    /** The mailing a message belongs to. */
    public record Campaign(String id, String name, String templateId) {
        public static final Campaign NONE = new Campaign(null, null, null);
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
