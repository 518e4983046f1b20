package io.mailbridge.reading;

import java.time.Instant;

/**
 * What commands read of an event. Whatever is missing or of another kind is null, since a route may have changed what
 * is published.
 *
 * @param occurredAt when the platform says it happened; null also where that is estimated
 * @param campaignId the platform's id of the mailing
 * @param machine true where a proxy or scanner opened or clicked
 */
public record SeenEvent(
        String id,
        String type,
        String provider,
        String source,
        Instant occurredAt,
        String messageId,
        String recipient,
        String campaignId,
        String campaignName,
        String bounceType,
        String reasonCode,
        String reasonText,
        boolean machine) {
    /** What people call the campaign: its name, else its id; null where there is none. */
    public String campaign() {
        return campaignName == null ? campaignId : campaignName;
    }

    /** What people call the reason; a bounce has a kind besides. Null where there is none. */
    public String reason() {
        if (bounceType == null) {
            return reasonCode;
        }
        return reasonCode == null ? bounceType : reasonCode + " (" + bounceType + ")";
    }
}
