package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * How a platform lays out the body of a request.
 *
 * @param form how a form is read, null where the body is the JSON
 * @param queryIsEvent whether a query string with the name of an event is one
 * @param plainText whether a body may also be a text, as set-up messages are
 * @param controlMessages looked for in each top-level element
 * @param secrets taken out of each element and event
 */
record BodyLayout(
        BodyShape shape,
        FormBody form,
        boolean queryIsEvent,
        boolean plainText,
        List<Envelope> envelopes,
        List<ControlMessage> controlMessages,
        SecretMembers secrets) {

    /** The first envelope that fits, or null where the element is the event itself. */
    Envelope envelope(Scope element) {
        for (Envelope envelope : envelopes) {
            if (Condition.allHold(envelope.when(), EventFacts.of(element))) {
                return envelope;
            }
        }
        return null;
    }

    /** The set-up message that the element is, or null. */
    ControlMessage controlMessage(Scope element) {
        for (ControlMessage message : controlMessages) {
            if (message.matches(element)) {
                return message;
            }
        }
        return null;
    }

    /** Takes the secrets out of a whole body, as far as they are where events are looked for. */
    void removeSecrets(JsonNode body) {
        for (JsonNode element : body.isArray() ? body : List.of(body)) {
            secrets.removeFromElement(element);
            Envelope envelope = envelope(Scope.of(element, name -> null));
            if (envelope != null) {
                envelope.events().visit(Scope.of(element, name -> null), (node, outer) -> removeSecretsOfEvents(node));
            }
        }
    }

    private boolean removeSecretsOfEvents(JsonNode node) {
        if (node.isArray()) {
            node.forEach(this::removeSecretsOfEvents);
        } else {
            secrets.removeFromEvent(node);
        }
        return true;
    }
}
