package io.mailbridge.provider;

import io.mailbridge.event.BounceType;
import io.mailbridge.event.EventType;
import io.mailbridge.event.ReasonCode;

/** What decision tables have decided so far; null is undecided. */
record Outcome(
        EventType type,
        BounceType bounceType,
        ReasonCode reason,
        Boolean machine,
        Boolean first,
        Boolean recipientAmbiguous) {
    static final Outcome OPEN = new Outcome(null, null, null, null, null, null);

    /** Decides only the type. */
    static Outcome of(EventType type) {
        return new Outcome(type, null, null, null, null, null);
    }

    /** This outcome, completed with what the other one decides. */
    Outcome or(Outcome other) {
        if (this == OPEN || other == OPEN) {
            return this == OPEN ? other : this;
        }
        return new Outcome(
                first(type, other.type),
                first(bounceType, other.bounceType),
                first(reason, other.reason),
                first(machine, other.machine),
                first(first, other.first),
                first(recipientAmbiguous, other.recipientAmbiguous));
    }

    static <T> T first(T decided, T other) {
        return decided != null ? decided : other;
    }
}
