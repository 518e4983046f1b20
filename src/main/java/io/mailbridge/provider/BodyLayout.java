package io.mailbridge.provider;

import java.util.List;

/**
 * How a platform lays out the body of a request.
 *
 * @param formField the field of a form that holds the JSON, null where the body is the JSON
 * @param plainText whether a body may also be a text, as set-up messages are
 * @param controlMessages looked for in each top-level element
 */
record BodyLayout(
        BodyShape shape,
        String formField,
        boolean plainText,
        List<Envelope> envelopes,
        List<ControlMessage> controlMessages) {

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
}
