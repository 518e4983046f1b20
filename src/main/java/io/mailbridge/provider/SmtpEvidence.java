package io.mailbridge.provider;

import io.mailbridge.event.BounceType;
import io.mailbridge.event.ReasonCode;

/**
 * What the codes of a receiving server prove, for events that the platform's own classes leave open: first the enhanced
 * status code (RFC 3463), then the reply code (RFC 5321). Codes that servers use for several things prove nothing.
 */
final class SmtpEvidence {
    private SmtpEvidence() {}

    static BounceType bounceType(SmtpReply reply) {
        if (reply.enhanced() != null) {
            if (reply.enhanced().startsWith("4.")) {
                return BounceType.SOFT;
            }
            if (reply.enhanced().startsWith("5.")) {
                // x.7.x is about security and policy: the sender is refused, the address may be fine
                return reply.enhanced().startsWith("5.7.") ? BounceType.BLOCK : BounceType.HARD;
            }
        }
        if (reply.code() != null && reply.code() >= 400) {
            return reply.code() < 500 ? BounceType.SOFT : BounceType.HARD;
        }
        return BounceType.UNDETERMINED;
    }

    /** Reply codes alone never name a reason: 550 is used for each of them. */
    static ReasonCode reason(SmtpReply reply) {
        String code = reply.enhanced();
        if (code == null || code.charAt(0) == '2') {
            return ReasonCode.UNKNOWN;
        }
        return switch (code) {
            case "5.1.2", "5.4.4" -> ReasonCode.DOMAIN_INVALID;
            case "4.7.1" -> ReasonCode.GREYLISTED;
            case "4.7.0" -> ReasonCode.THROTTLED;
            case "4.4.7" -> ReasonCode.TIMED_OUT;
            case "5.7.1" -> ReasonCode.REPUTATION;
            default -> reasonOfDetail(code);
        };
    }

    private static ReasonCode reasonOfDetail(String code) {
        if (code.startsWith("5.1.")) {
            return ReasonCode.INVALID_ADDRESS;
        }
        return switch (code.substring(2)) {
            case "2.1" -> ReasonCode.MAILBOX_INACTIVE;
            case "2.2" -> ReasonCode.MAILBOX_FULL;
            case "3.4" -> ReasonCode.MESSAGE_TOO_LARGE;
            default -> ReasonCode.UNKNOWN;
        };
    }
}
