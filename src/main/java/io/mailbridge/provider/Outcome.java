package io.mailbridge.provider;

import io.mailbridge.event.BounceType;
import io.mailbridge.event.EventType;
import io.mailbridge.event.ReasonCode;

/** What decision tables have decided so far; null is what is still open. */
record Outcome(EventType type, BounceType bounceType, ReasonCode reason) {
    static final Outcome OPEN = new Outcome(null, null, null);

    /** This outcome, completed with what the other one decides. */
    Outcome or(Outcome other) {
        if (this == OPEN || other == OPEN) {
            return this == OPEN ? other : this;
        }
        return new Outcome(
                type != null ? type : other.type,
                bounceType != null ? bounceType : other.bounceType,
                reason != null ? reason : other.reason);
    }
}
