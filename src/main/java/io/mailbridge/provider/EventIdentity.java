package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EventIds;

/**
 * Gives an event its id, the same whenever it is sent again: the platform's own, or a hash of what distinguishes it.
 */
final class EventIdentity {
    private static final String SEPARATOR = ":";

    private final String provider;
    private final Field id;
    private final Field occurredAt;
    private final Field url;
    private final boolean hasRecipients;

    EventIdentity(String provider, Mapping mapping) {
        this.provider = provider;
        id = mapping.field(FieldName.ID);
        occurredAt = mapping.field(FieldName.OCCURRED_AT);
        url = mapping.field(FieldName.URL);
        hasRecipients = !mapping.recipients().isEmpty();
    }

    String id(Scope scope, String eventName, String message, String address, Place place, EventIds ids) {
        String given = given(scope, place);
        if (given == null) {
            return ids.hashed(
                    provider,
                    eventName,
                    message,
                    address,
                    occurredAt.text(scope),
                    url.text(scope),
                    id.hashParts(scope));
        }
        return ids.provided(provider, hasRecipients && place.index() >= 0 ? given + SEPARATOR + place.index() : given);
    }

    private String given(Scope scope, Place place) {
        String text = id.text(scope);
        // a header names the request: its further events need their places
        return text != null && place.position() > 0 && isFromHeader(scope) ? text + SEPARATOR + place.position() : text;
    }

    private boolean isFromHeader(Scope scope) {
        for (Path path : id.paths()) {
            JsonNode node = path.find(scope, Scalars::isPresent);
            if (node != null) {
                return path.isHeader();
            }
        }
        return false;
    }
}
