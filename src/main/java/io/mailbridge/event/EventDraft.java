package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The fields of an event that is being changed or read, until an {@code EmailEvent} is made of them. */
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

    void changeCampaign(UnaryOperator<Campaign> change) {
        campaign = campaign == null ? null : change.apply(campaign);
    }

    void changeBounce(UnaryOperator<Bounce> change) {
        bounce = bounce == null ? null : change.apply(bounce);
    }

    void changeReason(UnaryOperator<Reason> change) {
        reason = reason == null ? null : change.apply(reason);
    }

    void changeEngagement(UnaryOperator<Engagement> change) {
        engagement = engagement == null ? null : change.apply(engagement);
    }

    void changeGeo(UnaryOperator<Geo> change) {
        changeEngagement(old -> old.withGeo(old.geo() == null ? null : change.apply(old.geo())));
    }

    void changeSubscription(UnaryOperator<Subscription> change) {
        subscription = subscription == null ? null : change.apply(subscription);
    }

    void removeMetadata(String name) {
        Map<String, JsonNode> kept = new LinkedHashMap<>(metadata);
        kept.remove(name);
        metadata = kept;
    }
}
