package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.BounceType;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventIds;
import io.mailbridge.event.EventType;
import io.mailbridge.event.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Maps one event of a platform to the common event, as the profile's {@link Mapping} says. Tolerates any content. */
final class EventMapper {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);
    private static final Set<EventType> UNDELIVERED =
            EnumSet.of(EventType.BOUNCED, EventType.DROPPED, EventType.DEFERRED, EventType.FAILED);

    private final String provider;
    private final Mapping mapping;
    private final DecisionTable[] tables;
    private final Set<String> reserved;
    private final DetailMapper details;
    private final Field id;
    private final Field name;
    private final Field occurredAt;
    private final Field messageId;
    private final Field smtpMessageId;
    private final Field recipient;
    private final Field subject;
    private final Field tags;
    private final Field url;

    EventMapper(String provider, Mapping mapping) {
        this.provider = provider;
        this.mapping = mapping;
        tables = mapping.tables().toArray(DecisionTable[]::new);
        reserved = reserved(mapping);
        details = new DetailMapper(mapping);
        id = mapping.field(FieldName.ID);
        name = mapping.field(FieldName.PROVIDER_EVENT);
        occurredAt = mapping.field(FieldName.OCCURRED_AT);
        messageId = mapping.field(FieldName.MESSAGE_ID);
        smtpMessageId = mapping.field(FieldName.SMTP_MESSAGE_ID);
        recipient = mapping.field(FieldName.RECIPIENT);
        subject = mapping.field(FieldName.SUBJECT);
        tags = mapping.field(FieldName.TAGS);
        url = mapping.field(FieldName.URL);
    }

    Field name() {
        return name;
    }

    EmailEvent map(JsonNode event, String eventName, Origin origin, EventIds ids) {
        SmtpReply reply = details.reply(event);
        Outcome outcome = decide(new EventFacts(event, reply), eventName);
        EventType type = outcome.type();
        Instant told = time(event, origin.receivedAt());
        String message = messageId.text(event);
        String address = recipient.text(event);
        String providerId = id.text(event);
        String eventId = providerId != null
                ? ids.provided(provider, providerId)
                : ids.hashed(provider, eventName, message, address, occurredAt.text(event), url.text(event));
        return new EmailEvent(
                eventId,
                type,
                provider,
                eventName,
                origin.source(),
                told == null ? origin.receivedAt() : told,
                told == null,
                origin.receivedAt(),
                message,
                smtpMessageId.text(event),
                address,
                false,
                subject.text(event),
                details.campaign(event),
                tags.texts(event),
                metadata(event),
                type == EventType.BOUNCED ? details.bounce(event, outcome.bounceType(), reply) : null,
                outcome.reason() == null ? null : details.reason(event, outcome.reason()),
                details.engagement(event, type),
                details.subscription(event),
                origin.includeRaw() || type == EventType.UNKNOWN ? event : null);
    }

    private Outcome decide(EventFacts facts, String eventName) {
        Outcome outcome = Outcome.OPEN;
        for (DecisionTable table : tables) {
            outcome = outcome.or(table.decide(facts));
        }
        EventType type = outcome.type() != null ? outcome.type() : commonType(eventName);
        ReasonCode reason = outcome.reason() == null && UNDELIVERED.contains(type)
                ? SmtpEvidence.reason(facts.reply())
                : outcome.reason();
        BounceType bounceType =
                outcome.bounceType() == null ? SmtpEvidence.bounceType(facts.reply()) : outcome.bounceType();
        return new Outcome(type, bounceType, reason);
    }

    private EventType commonType(String eventName) {
        Optional<EventType> type = mapping.matchesCommonNames() ? EventType.ofWireName(eventName) : Optional.empty();
        return type.orElse(EventType.UNKNOWN);
    }

    /** Null when the platform tells no time that can be true. */
    private Instant time(JsonNode event, Instant receivedAt) {
        for (Path path : occurredAt.paths()) {
            JsonNode node = path.read(event);
            Instant time = node == null ? null : TimestampReader.read(node);
            if (time != null && !time.isBefore(EARLIEST) && !time.isAfter(receivedAt.plus(FURTHEST_AHEAD))) {
                return time;
            }
        }
        return null;
    }

    private Map<String, JsonNode> metadata(JsonNode event) {
        Map<String, JsonNode> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : event.properties()) {
            if (!reserved.contains(member.getKey())) {
                metadata.put(member.getKey(), member.getValue());
            }
        }
        return metadata;
    }

    private static Set<String> reserved(Mapping mapping) {
        Set<String> reserved = new HashSet<>(mapping.reserved());
        for (Field field : mapping.fields().values()) {
            field.paths().stream().filter(Path::isTopLevel).map(Path::toString).forEach(reserved::add);
        }
        return reserved;
    }
}
