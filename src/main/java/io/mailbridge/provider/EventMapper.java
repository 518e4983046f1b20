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
    private final DetailMapper details;
    private final EventIdentity identity;
    private final Field name;
    private final Field occurredAt;
    private final Field messageId;
    private final Field smtpMessageId;
    private final Field recipient;
    private final Field subject;
    private final Field tags;

    EventMapper(String provider, Mapping mapping) {
        this.provider = provider;
        this.mapping = mapping;
        tables = mapping.tables().toArray(DecisionTable[]::new);
        details = new DetailMapper(mapping);
        identity = new EventIdentity(provider, mapping);
        name = mapping.field(FieldName.PROVIDER_EVENT);
        occurredAt = mapping.field(FieldName.OCCURRED_AT);
        messageId = mapping.field(FieldName.MESSAGE_ID);
        smtpMessageId = mapping.field(FieldName.SMTP_MESSAGE_ID);
        recipient = mapping.field(FieldName.RECIPIENT);
        subject = mapping.field(FieldName.SUBJECT);
        tags = mapping.field(FieldName.TAGS);
    }

    Field name() {
        return name;
    }

    EmailEvent map(Scope scope, String eventName, Place place, Origin origin, EventIds ids) {
        SmtpReply reply = details.reply(scope);
        Outcome outcome = decide(new EventFacts(scope, eventName, reply));
        EventType type = outcome.type();
        Instant given = time(scope, origin.receivedAt());
        String message = messageId.text(scope);
        String address = recipient.text(scope);
        return new EmailEvent(
                identity.id(scope, eventName, message, address, place, ids),
                type,
                provider,
                eventName,
                origin.source(),
                given == null ? origin.receivedAt() : given,
                given == null,
                origin.receivedAt(),
                message,
                smtpMessageId.text(scope),
                address,
                place.recipients() > 1 && Boolean.TRUE.equals(outcome.recipientAmbiguous()),
                subject.text(scope),
                details.campaign(scope),
                tags.texts(scope),
                mapping.metadata().read(scope),
                type == EventType.BOUNCED ? details.bounce(scope, outcome.bounceType(), reply) : null,
                outcome.reason() == null ? null : details.reason(scope, outcome.reason()),
                details.engagement(scope, outcome),
                details.subscription(scope),
                origin.includeRaw() || type == EventType.UNKNOWN ? scope.event() : null);
    }

    private Outcome decide(EventFacts facts) {
        Outcome outcome = Outcome.OPEN;
        for (DecisionTable table : tables) {
            outcome = outcome.or(table.decide(facts));
        }
        EventType type = outcome.type() != null ? outcome.type() : commonType(facts.name());
        ReasonCode reason = outcome.reason() == null && UNDELIVERED.contains(type)
                ? SmtpEvidence.reason(facts.reply())
                : outcome.reason();
        BounceType bounceType =
                outcome.bounceType() == null ? SmtpEvidence.bounceType(facts.reply()) : outcome.bounceType();
        return new Outcome(type, bounceType, reason, outcome.machine(), outcome.first(), outcome.recipientAmbiguous());
    }

    private EventType commonType(String eventName) {
        Optional<EventType> type = mapping.matchesCommonNames() ? EventType.ofWireName(eventName) : Optional.empty();
        return type.orElse(EventType.UNKNOWN);
    }

    /** Null when the platform gives no plausible time. */
    private Instant time(Scope scope, Instant receivedAt) {
        for (Path path : occurredAt.paths()) {
            JsonNode node = path.read(scope);
            Instant time = node == null ? null : TimestampReader.read(node);
            if (time != null && !time.isBefore(EARLIEST) && !time.isAfter(receivedAt.plus(FURTHEST_AHEAD))) {
                return time;
            }
        }
        return null;
    }
}
