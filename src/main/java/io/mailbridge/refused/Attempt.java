package io.mailbridge.refused;

import io.mailbridge.event.OutboundRecord;
import java.util.List;

/**
 * What the profile and the routes made of a dead letter.
 *
 * @param records to be sent: events, and dead letters for parts of it that are refused again; none where routes drop it
 * @param reason why it becomes no event; null where it does
 * @param detail a sentence on it, or null
 * @param isJudged false where it failed before the profile or a route could judge it
 */
record Attempt(Refused letter, List<OutboundRecord> records, String reason, String detail, boolean isJudged) {
    static Attempt accepted(Refused letter, List<OutboundRecord> records) {
        return new Attempt(letter, records, null, null, true);
    }

    static Attempt refused(Refused letter, String reason, String detail) {
        return new Attempt(letter, List.of(), reason, detail, true);
    }

    static Attempt failed(Refused letter, String reason, String detail) {
        return new Attempt(letter, List.of(), reason, detail, false);
    }

    boolean isAccepted() {
        return reason == null;
    }
}
