package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent.Bounce;
import io.mailbridge.event.EmailEvent.Campaign;
import io.mailbridge.event.EmailEvent.Engagement;
import io.mailbridge.event.EmailEvent.Reason;
import io.mailbridge.event.EmailEvent.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An event that is being changed or read: the fields of {@link EmailEvent} on their way into a new one. */
final class EventDraft {
    String id;
    EventType type;
    String provider;
    String providerEvent;
    String source;
    Instant occurredAt;
    boolean occurredAtEstimated;
    Instant receivedAt;
    String messageId;
    String smtpMessageId;
    String recipient;
    boolean recipientAmbiguous;
    String subject;
    Campaign campaign;
    List<String> tags = List.of();
    Map<String, JsonNode> metadata = Map.of();
    Bounce bounce;
    Reason reason;
    Engagement engagement;
    Subscription subscription;
    JsonNode raw;

    EventDraft() {}

    EventDraft(EmailEvent event) {
        id = event.id();
        type = event.type();
        provider = event.provider();
        providerEvent = event.providerEvent();
        source = event.source();
        occurredAt = event.occurredAt();
        occurredAtEstimated = event.occurredAtEstimated();
        receivedAt = event.receivedAt();
        messageId = event.messageId();
        smtpMessageId = event.smtpMessageId();
        recipient = event.recipient();
        recipientAmbiguous = event.recipientAmbiguous();
        subject = event.subject();
        campaign = event.campaign();
        tags = event.tags();
        metadata = event.metadata();
        bounce = event.bounce();
        reason = event.reason();
        engagement = event.engagement();
        subscription = event.subscription();
        raw = event.raw();
    }

    /** @throws NullPointerException that names the field, where one is missing that every event has */
    EmailEvent event() {
        return new EmailEvent(
                id,
                type,
                provider,
                providerEvent,
                source,
                occurredAt,
                occurredAtEstimated,
                receivedAt,
                messageId,
                smtpMessageId,
                recipient,
                recipientAmbiguous,
                subject,
                campaign,
                tags,
                metadata,
                bounce,
                reason,
                engagement,
                subscription,
                raw);
    }
}
